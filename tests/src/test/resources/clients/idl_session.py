"""Two sessions of python3-openvswitch's Idl on one hardware_vtep database.

usage: idl_session.py unix:SOCKET

Prints what the sessions see, without anything that is random, so that two servers can be compared.
"""

import sys
import time

from ovs import poller
from ovs.db import idl

DEADLINE = time.monotonic() + 30
SCHEMA = "/usr/share/openvswitch/vtep.ovsschema"


class Watcher(idl.Idl):
    """An Idl that prints each change of a logical switch."""

    def __init__(self, name, remote):
        helper = idl.SchemaHelper(SCHEMA)
        helper.register_all()
        super().__init__(remote, helper)
        self.name = name
        self.printing = False

    def notify(self, event, row, updates=None):
        if self.printing and row._table.name == "Logical_Switch":
            changed = sorted(updates._data) if event == idl.ROW_UPDATE else []
            print(self.name, "event", event, row.name, changed)


def names(session):
    rows = session.tables["Logical_Switch"].rows.values()
    return sorted("%s:%s" % (row.name, row.description) for row in rows)


def until(what, condition, *sessions):
    while True:
        for session in sessions:
            session.run()
        if condition():
            print("seen:", what)
            return
        if time.monotonic() > DEADLINE:
            sys.exit("never seen: " + what)
        block = poller.Poller()
        for session in sessions:
            session.wait(block)
        block.timer_wait(1000)
        block.block()


def switch(session, name):
    rows = session.tables["Logical_Switch"].rows.values()
    return next(row for row in rows if row.name == name)


def is_ready(session):
    """The lock may come before the contents; commits would then be "try again"."""
    return session.state == idl.Idl.IDL_S_MONITORING and session.has_lock


def is_back(session):
    return session.state == idl.Idl.IDL_S_MONITORING and session.is_lock_contended


def commit(what, session, work):
    txn = idl.Transaction(session)
    txn.add_comment(what)
    work(txn)
    status = txn.commit_block()
    # On SUCCESS the session must hold the change already: its update came before the reply.
    print(session.name, what, idl.Transaction.status_to_string(status), names(session))
    return txn


def insert_switches(txn):
    for name in ("red", "blue"):
        txn.insert(txn.idl.tables["Logical_Switch"]).name = name


def insert_gateway(txn):
    port = txn.insert(txn.idl.tables["Physical_Port"])
    port.name = "p1"
    port.vlan_bindings = {7: switch(txn.idl, "red")}
    gateway = txn.insert(txn.idl.tables["Physical_Switch"])
    gateway.name = "gw"
    gateway.ports = [port]
    gateway.tunnel_ips = ["192.0.2.1"]
    txn.insert(txn.idl.tables["Global"]).switches = [gateway]


def describe(name, text):
    def work(txn):
        row = switch(txn.idl, name)
        row.verify("description")
        row.description = text

    return work


def same_name_twice(txn):
    txn.insert(txn.idl.tables["Logical_Switch"]).name = "red"


def other_config(txn):
    row = switch(txn.idl, "red")
    row.setkey("other_config", "a", "1")
    row.setkey("other_config", "b", "2")


def less_config(txn):
    switch(txn.idl, "red").delkey("other_config", "a")


def main(remote):
    one, two = Watcher("one", remote), Watcher("two", remote)
    one.set_lock("gateway")
    one.cond_change("Logical_Switch", [["name", "==", "red"]])
    until("one is ready and holds the lock", lambda: is_ready(one), one)
    one.printing = True
    commit("insert", one, insert_switches)
    commit("insert", one, insert_gateway)
    until("two sees both", lambda: len(names(two)) == 2, two)
    print("ports", [list(p.vlan_bindings) for p in two.tables["Physical_Port"].rows.values()])

    commit("describe red", two, describe("red", "by two"))
    commit("verify what has changed", one, describe("red", "by one"))
    until("one is told", lambda: names(one) == ["red:by two"], one)
    commit("verify again", one, describe("red", "by one"))
    commit("break the index", one, same_name_twice)
    commit("set keys", one, other_config)
    commit("delete a key", one, less_config)
    print("other_config", dict(switch(one, "red").other_config))

    # From here on several rows come in one update, in any order.
    one.printing = False
    one.cond_change("Logical_Switch", [["name", "==", "blue"], ["description", "==", "x"]])
    until("one sees blue alone", lambda: names(one) == ["blue:"], one)
    until("two is told", lambda: names(two) == ["blue:", "red:by one"], two)
    commit("move red into the condition", two, describe("red", "x"))
    until("one sees both", lambda: names(one) == ["blue:", "red:x"], one)

    two.set_lock("gateway")
    until("two waits for the lock", lambda: two.is_lock_contended, two)
    commit("write without the lock", two, describe("red", "never"))
    one.force_reconnect()
    until("two has got the lock", lambda: is_ready(two), one, two)
    until("one is back", lambda: is_back(one), one, two)
    print("after the reconnection", names(one))
    one.close()
    commit("delete blue", two, lambda txn: switch(txn.idl, "blue").delete())
    commit("delete what is bound", two, lambda txn: switch(txn.idl, "red").delete())
    two.close()


main(sys.argv[1])
