"""ovsdbapp's interface to hardware_vtep, and its general one, on a fresh database.

usage: ovsdbapp_session.py unix:SOCKET

Prints what it sees, without anything that is random, so that two servers can be compared.
"""

import logging
import sys

from ovsdbapp.backend.ovs_idl import connection
from ovsdbapp.backend.ovs_idl import event
from ovsdbapp.schema.hardware_vtep import impl_idl

TIMEOUT_S = 30


class SwitchAppears(event.WaitEvent):
    event_name = "SwitchAppears"

    def __init__(self):
        super().__init__((self.ROW_CREATE,), "Logical_Switch", (("name", "=", "late"),),
                         timeout=TIMEOUT_S)


class Idl(connection.OvsdbIdl):
    """An Idl with event handlers, as Neutron's is."""

    def __init__(self, *words, **named):
        super().__init__(*words, **named)
        self.notify_handler = event.RowEventHandler()

    def notify(self, happened, row, updates=None):
        self.notify_handler.notify(happened, row, updates)


def names(rows):
    return sorted(row.name for row in rows)


def attempt(what, command):
    """A command that is refused, by the interface itself or by the server."""
    try:
        command.execute(check_error=True)
        print(what, "went well")
    except Exception as error:
        text = str(error)
        for words in ("constraint violation", "referential integrity violation"):
            if words in text:
                text = words
        print(what, "refused:", type(error).__name__, text.splitlines()[0][:60])


def gateway(api):
    with api.transaction(check_error=True) as txn:
        # A row without any value is never sent.
        txn.add(api.db_create("Global", other_config={"a": "b"}))
    api.add_ps("gw", description="a switch").execute(check_error=True)
    for port in ("p1", "p2"):
        api.add_port("gw", port).execute(check_error=True)
    api.add_port("gw", "p1", may_exist=True).execute(check_error=True)
    print("switches", names(api.list_ps().execute(check_error=True)))
    print("ports", names(api.list_ports("gw").execute(check_error=True)))
    api.db_set("Physical_Switch", "gw", ("tunnel_ips", ["192.0.2.1"])).execute(check_error=True)
    print("tunnel_ips", api.db_get("Physical_Switch", "gw", "tunnel_ips").execute())


def networks(api):
    with api.transaction(check_error=True) as txn:
        txn.add(api.add_ls("red", tunnel_key=7))
        txn.add(api.add_ls("blue"))
        txn.add(api.bind_ls("gw", "p1", 10, "red"))
    print("networks", names(api.list_ls().execute(check_error=True)))
    port = api.get_port("p1").execute(check_error=True)
    print("bindings", [(vlan, row.name) for vlan, row in port.vlan_bindings.items()])
    attempt("red again", api.add_ls("red"))
    attempt("delete what is bound", api.del_ls("red"))
    attempt("red behind its back", api.db_create("Logical_Switch", name="red"))
    api.db_set("Logical_Switch", "red", ("other_config", {"a": "1", "b": "2"})).execute(
        check_error=True)
    api.db_remove("Logical_Switch", "red", "other_config", "a").execute(check_error=True)
    print("other_config", api.db_get("Logical_Switch", "red", "other_config").execute())
    found = api.db_find("Logical_Switch", ("tunnel_key", "=", 7)).execute(check_error=True)
    print("found", [row["name"] for row in found])


def macs(api):
    red = api.get_ls("red").execute(check_error=True)
    with api.transaction(check_error=True) as txn:
        locator = txn.add(api.db_create("Physical_Locator", dst_ip="192.0.2.2",
                                        encapsulation_type="vxlan_over_ipv4"))
        txn.add(api.db_create("Ucast_Macs_Remote", MAC="00:00:5e:00:53:01", ipaddr="",
                              logical_switch=red.uuid, locator=locator))
    print("macs", [row.MAC for row in api.list_remote_macs("red").execute(check_error=True)[0]])
    api.clear_remote_macs("red").execute(check_error=True)
    print("macs", [row.MAC for row in api.list_remote_macs("red").execute(check_error=True)[0]])
    # Garbage: nothing refers to it any more.
    print("locators", len(api.db_list("Physical_Locator").execute(check_error=True)))


def events(api):
    appears = SwitchAppears()
    api.idl.notify_handler.watch_event(appears)
    api.add_ls("late").execute(check_error=True)
    print("event came", appears.wait())
    # From now on the connection sees one network alone; writes to others are not possible.
    api.idl.cond_change("Logical_Switch", [["name", "==", "late"]])
    api.restart_connection()
    print("under a condition", names(api.list_ls().execute(check_error=True)))


def main(remote):
    # It logs each refusal with its stack; the errors themselves are told here.
    logging.disable(logging.CRITICAL)
    idl = Idl.from_server(remote, "hardware_vtep")
    link = connection.Connection(idl, TIMEOUT_S)
    api = impl_idl.HwVtepApiIdlImpl(link)
    gateway(api)
    networks(api)
    macs(api)
    api.unbind_ls("gw", "p1", 10).execute(check_error=True)
    api.del_ls("red").execute(check_error=True)
    api.del_port("gw", "p2").execute(check_error=True)
    print("networks", names(api.list_ls().execute(check_error=True)))
    events(api)
    link.stop(TIMEOUT_S)
    print("end")


main(sys.argv[1])
