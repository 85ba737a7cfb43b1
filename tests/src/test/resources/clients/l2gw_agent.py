"""networking-l2gw's own OVSDB classes on one VTEP, with eventlet as in its agent.

usage: l2gw_agent.py TCP_PORT

Waits until the VTEP listens, without connecting; its monitor is then the first request that the
VTEP ever gets. Prints what the classes make of the answers.
"""

import collections
import sys
import time

import eventlet

eventlet.monkey_patch()

from oslo_config import cfg  # noqa: E402

from networking_l2gw.services.l2gateway import exceptions  # noqa: E402
from networking_l2gw.services.l2gateway.agent import l2gateway_config  # noqa: E402
from networking_l2gw.services.l2gateway.agent.ovsdb import ovsdb_monitor  # noqa: E402
from networking_l2gw.services.l2gateway.agent.ovsdb import ovsdb_writer  # noqa: E402
from networking_l2gw.services.l2gateway.common import config  # noqa: E402
from networking_l2gw.services.l2gateway.common import constants  # noqa: E402

DEADLINE = time.monotonic() + 60
LISTEN = "0A"
MAC = "fa:16:3e:00:00:01"
OTHER_MAC = "fa:16:3e:00:00:02"

news = collections.defaultdict(list)


def await_listener(tcp_port):
    while True:
        for table in ("/proc/net/tcp", "/proc/net/tcp6"):
            with open(table) as lines:
                for words in map(str.split, lines):
                    if words[1].endswith(":%04X" % tcp_port) and words[3] == LISTEN:
                        return
        if time.monotonic() > DEADLINE:
            sys.exit("nobody listens on port %d" % tcp_port)
        eventlet.sleep(0.001)


def on_data(activity, data):
    for key, rows in data.items():
        if key != "ovsdb_identifier":
            news[key].extend(rows)


def await_news(key):
    """The rows that came under that key, at least one."""
    while not news[key]:
        if time.monotonic() > DEADLINE:
            sys.exit("no update has " + key)
        eventlet.sleep(0.01)
    return news.pop(key)


def write(gateway, method, *words):
    """A connection of its own for each write; raises what the VTEP refuses."""
    writer = ovsdb_writer.OVSDBWriter(cfg.CONF.ovsdb, gateway)
    try:
        getattr(writer, method)(*words)
    finally:
        writer.disconnect()
    print("written", method)


def network(uuid=None):
    return {"uuid": uuid, "name": "f0a1", "key": 70, "description": "net"}


def locator(uuid=None, dst_ip="192.0.2.2"):
    return {"uuid": uuid, "dst_ip": dst_ip}


def mac(address, switch=None, uuid=None):
    return {
        "uuid": uuid,
        "mac": address,
        "logical_switch_id": switch,
        "physical_locator_id": None,
        "ip_address": "10.0.0.3",
    }


def port(uuid, switch=None):
    binding = {"vlan": 7, "logical_switch_uuid": switch}
    return {
        "uuid": uuid,
        "name": "p1",
        "physical_switch_id": None,
        "vlan_bindings": [binding],
        "port_fault_status": None,
    }


def main(tcp_port):
    config.register_ovsdb_opts_helper(cfg.CONF)
    gateway = l2gateway_config.L2GatewayConfig(
        {"ovsdb_identifier": "gw", "ovsdb_ip": "127.0.0.1", "ovsdb_port": tcp_port}
    )
    await_listener(tcp_port)
    # The classes count turns, not time: enough of them for any machine.
    constants.MAX_RETRIES = 10_000_000
    monitor = ovsdb_monitor.OVSDBMonitor(cfg.CONF.ovsdb, gateway, on_data)
    monitor.set_monitor_response_handler()
    print("the first monitor was answered")
    story(gateway)
    monitor.disconnect()


def story(gateway):
    print("switch", [row["name"] for row in await_news("new_physical_switches")])
    p1 = next(row for row in await_news("new_physical_ports") if row["name"] == "p1")
    print("bindings", p1["vlan_bindings"])
    write(gateway, "update_connection_to_gateway", network(), [locator()],
          {"192.0.2.2": [mac(MAC)]}, [port(p1["uuid"])], "gw", "CREATE")
    switch = await_news("new_logical_switches")[0]["uuid"]
    bound = await_news("modified_physical_ports")[0]["vlan_bindings"]
    print("bound", [binding["vlan"] for binding in bound],
          [binding["logical_switch_uuid"] == switch for binding in bound])
    print("remote", [row["mac"] for row in await_news("new_remote_macs")])
    print("flooded", [row["mac"] for row in await_news("new_mlocal_macs")])
    write(gateway, "insert_ucast_macs_remote", network(switch), locator(None, "192.0.2.3"),
          mac(OTHER_MAC, switch), "gw")
    other = await_news("new_remote_macs")[0]
    print("remote", other["mac"])
    write(gateway, "update_ucast_macs_remote", locator(None, "192.0.2.4"),
          mac(OTHER_MAC, switch, other["uuid"]), "gw")
    print("moved", [row["mac"] for row in await_news("modified_remote_macs")])
    refused(gateway, switch)
    write(gateway, "delete_ucast_macs_remote", switch, [MAC, OTHER_MAC], "gw")
    print("gone", sorted(row["mac"] for row in await_news("deleted_remote_macs")))
    write(gateway, "update_connection_to_gateway", network(switch), [], {},
          [port(p1["uuid"], switch)], "gw", "DELETE")
    # The class looks up the logical switch of a deleted row: it must be in the update.
    print("flood gone", [row["logical_switch_id"] == switch
                         for row in await_news("deleted_mlocal_macs")])
    write(gateway, "delete_logical_switch", switch, "gw")
    print("deleted", [row["name"] for row in await_news("deleted_logical_switches")])
    print("end")


def refused(gateway, switch):
    try:
        write(gateway, "delete_logical_switch", switch, "gw")
    except exceptions.OVSDBError as error:
        print("refused", "referential integrity violation" in str(error))


main(int(sys.argv[1]))
