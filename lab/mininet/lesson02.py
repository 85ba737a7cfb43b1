#!/usr/bin/python3
"""The lesson of lab/run lesson02 as a Mininet network, with vtepd as the VTEP.

    lab/mininet/lesson02.py          # builds it, carries the lesson out, opens Mininet's prompt
    lab/mininet/lesson02.py --test   # the same without the prompt; exits with 0 if all held

Needs root, Debian's mininet (apt install mininet) and a built vtepd (lab/run lesson02 builds it).
Everything is in network, mount and process namespaces of its own: your interfaces and your Open
vSwitch are left alone, and nothing stays, even after kill -9.
"""
import os
import subprocess
import sys
import time

from mininet.cli import CLI
from mininet.log import setLogLevel
from mininet.net import Mininet
from mininet.node import Node, Switch

LAB = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LESSON = os.path.join(LAB, "scenarios", "lesson02")
VTEPD = os.path.join(os.path.dirname(LAB), "vtep-daemon", "bin", "vtepd")
INSIDE = "VTEPD_MININET_INSIDE"
LIMIT = 60  # seconds that anything may take
NEW_LOCATOR = "***REPLACE WITH UUID OF 192.168.1.10***"


class Failed(Exception):
    """A step of the lesson did not hold."""


def until(what, holds):
    """Asks again and again, also when asking fails; Failed when LIMIT is over."""
    end = time.monotonic() + LIMIT
    while True:
        seen = ""
        try:
            if holds():
                return
        except Failed as failed:
            seen = ": %s" % failed
        if time.monotonic() > end:
            raise Failed("%s: not within %d s%s" % (what, LIMIT, seen))
        time.sleep(0.1)


def run(node, *words, **options):
    """A command on a node: its output. Failed if it fails."""
    done = node.popen(*words, stdin=subprocess.PIPE, env=node.environment, **options)
    text = options.get("text", False)
    out, err = done.communicate(timeout=LIMIT)
    if done.returncode:
        raise Failed("%s: %s: %s" % (node.name, " ".join(words), (err or out).strip()))
    return out if text else out.decode()


class Router(Node):
    """Forwards between the underlay's networks; a controller speaks from here."""

    environment = dict(os.environ)

    def config(self, **params):
        super().config(**params)
        self.cmd("echo 1 > /proc/sys/net/ipv4/ip_forward")


class OvsHost(Switch):
    """A machine with an Open vSwitch of its own, in userspace, as a namespace of its own needs it.

    Mininet's OVSSwitch has one Open vSwitch for all switches. Two ends of a tunnel cannot be there:
    what is sent to a local address never leaves.
    """

    def __init__(self, name, folder, uplink, **params):
        self.folder = os.path.join(folder, name)
        self.uplink = uplink
        self.started = []
        os.makedirs(self.folder)
        self.environment = dict(os.environ, OVS_RUNDIR=self.folder, OVS_LOGDIR=self.folder)
        params["inNamespace"] = True
        super().__init__(name, **params)

    def launch(self, *words):
        """Starts a program that stays."""
        log = open(os.path.join(self.folder, os.path.basename(words[0]) + ".log"), "wb")
        program = self.popen(*words, env=self.environment, stdout=log, stderr=log)
        self.started.append(program)
        return program

    def vsctl(self, *words):
        return run(self, "ovs-vsctl", "--timeout=50", *words)

    def start(self, controllers):
        socket = os.path.join(self.folder, "db.sock")
        database = os.path.join(self.folder, "conf.db")
        run(self, "ovsdb-tool", "create", database, "/usr/share/openvswitch/vswitch.ovsschema")
        self.launch("ovsdb-server", "--remote=punix:" + socket, database)
        until("ovsdb-server of " + self.name, lambda: os.path.exists(socket))
        self.vsctl("--no-wait", "init")
        self.launch("ovs-vswitchd", "unix:" + socket, "--disable-system")
        self.bridge(self.name, "secure")
        for number, port in enumerate(self.guests(), 1):
            self.vsctl("add-port", self.name, port, "--",
                       "set", "Interface", port, "ofport_request=%d" % number)
        # A tunnel's own address must be on a bridge's port.
        interface, address, gateway = self.uplink
        self.bridge("br-phy", "standalone")
        self.vsctl("add-port", "br-phy", interface)
        run(self, "ip", "link", "set", "br-phy", "up")
        run(self, "ip", "addr", "add", address, "dev", "br-phy")
        run(self, "ip", "route", "add", "default", "via", gateway)
        for port in ["br-phy", interface] + self.guests():
            # Else ping works and TCP does not: half-made checksums are passed on.
            run(self, "ethtool", "-K", port, "tx", "off")

    def bridge(self, name, fail_mode):
        self.vsctl("add-br", name, "--", "set", "Bridge", name,
                   "datapath_type=netdev", "fail_mode=" + fail_mode)

    def guests(self):
        return [name for name in self.intfNames() if name not in ("lo", self.uplink[0])]

    def stop(self, deleteIntfs=True):
        for program in reversed(self.started):
            program.terminate()
        for program in self.started:
            program.wait(LIMIT)
        super().stop(deleteIntfs)


class Hypervisor(OvsHost):
    """Programmed by hand."""

    def start(self, controllers):
        super().start(controllers)
        self.vsctl("add-port", self.name, "vx10", "--", "set", "Interface", "vx10", "type=vxlan",
                   "ofport_request=10", "options:remote_ip=192.168.2.20",
                   "options:local_ip=192.168.1.10", "options:key=flow")
        run(self, "ovs-ofctl", "add-flows", self.name, os.path.join(LESSON, "server1_flows.txt"))


class Vtep(OvsHost):
    """vtepd beside its Open vSwitch."""

    def start(self, controllers):
        super().start(controllers)
        self.database = os.path.join(self.folder, "vtep.sock")
        self.launch(VTEPD, "run", "--db=" + os.path.join(self.folder, "vtep.db"),
                    "--remote=punix:" + self.database, "--remote=ptcp:6632",
                    "--ovs-rundir=" + self.folder, "--rundir=" + os.path.join(self.folder, "vtepd"),
                    "--physical-switch", self.name, "--tunnel-ip", "192.168.2.20")
        until("vtepd", lambda: os.path.exists(self.database))
        until("ports of vtepd", lambda: self.vtepctl("list-ports", self.name).split()
              == ["s2-eth1", "s2-eth2"])

    def vtepctl(self, *words):
        return run(self, "vtep-ctl", "--timeout=50", "--db=unix:" + self.database, *words)


def build(folder):
    """The network: red1, blue1 - s1 - internet - s2 - red2, blue2."""
    net = Mininet(controller=None, build=False)
    internet = net.addHost("internet", cls=Router, ip=None)
    s1 = net.addSwitch("s1", cls=Hypervisor, folder=folder,
                       uplink=("s1-up", "192.168.1.10/24", "192.168.1.1"))
    s2 = net.addSwitch("s2", cls=Vtep, folder=folder,
                       uplink=("s2-up", "192.168.2.20/24", "192.168.2.1"))
    for switch, side in ((s1, 1), (s2, 2)):
        net.addLink(internet, switch, intfName1="p%d" % side, intfName2="s%d-up" % side,
                    params1={"ip": "192.168.%d.1/24" % side})
        for tenant in ("red", "blue"):
            guest = net.addHost("%s%d" % (tenant, side), ip="10.0.0.%d/8" % side,
                                mac="00:00:00:00:aa:0%d" % side)
            port = "%s-eth%d" % (switch.name, 1 if tenant == "red" else 2)
            net.addLink(guest, switch, intfName1=guest.name + "-eth0", intfName2=port)
    net.build()
    for guest in net.hosts:
        for name in guest.intfNames():
            guest.cmd("ethtool -K %s tx off; ip link set %s mtu 1450" % (name, name)
                      if guest is not internet else "ethtool -K %s tx off" % name)
    return net


def request(net, file, replace=("", "")):
    """A controller's request, through nc as in the lesson."""
    with open(os.path.join(LESSON, file), encoding="utf-8") as opened:
        text = opened.read()
    if replace[0]:
        text = text.replace(*replace)
    nc = net["internet"].popen("nc", "-N", "-w", "30", "192.168.2.20", "6632",
                               stdin=subprocess.PIPE)
    reply = nc.communicate(text.encode(), timeout=LIMIT)[0].decode()
    if '"error":null' not in reply.replace(" ", "") or '"details"' in reply:
        raise Failed("%s was refused: %s" % (file, reply))
    return reply


def answered(net, source, target):
    """Whether one of three pings is answered."""
    return " 0% packet loss" in net[source].cmd("ping -n -c 3 -i 0.2 -W 1", target)


def lesson(net):
    """The steps of lab/scenarios/lesson02.yaml."""
    def say(text):
        print("ok  " + text, flush=True)

    if answered(net, "red1", "10.0.0.2"):
        raise Failed("red1 reaches red2 before anybody said so")
    say("red1 does not reach red2: nobody said so")
    request(net, "attach_red2.json")
    until("red1 -> red2", lambda: answered(net, "red1", "10.0.0.2"))
    say("a controller binds s2-eth1 to VNI 100: red1 reaches red2")
    until("red2's MAC", lambda: "00:00:00:00:aa:02"
          in net["s2"].vtepctl("list-local-macs", "red-network"))
    say("vtepd has learned red2's MAC and says so")
    if answered(net, "blue1", "10.0.0.2"):
        raise Failed("blue1 reaches red's network")
    say("blue1, with red1's addresses, reaches nobody")
    reply = request(net, "get_locator_uuid.json")
    uuid = reply.split('"uuid"')[1].split('"')[1]
    request(net, "attach_blue2.json", (NEW_LOCATOR, uuid))
    until("blue1 -> blue2", lambda: answered(net, "blue1", "10.0.0.2"))
    say("s2-eth2 is bound to VNI 200: blue1 reaches blue2")


def main(test):
    setLogLevel("warning")
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    net = build("/run/ovs")
    net.start()
    try:
        lesson(net)
        if not test:
            print("Try: red1 ping 10.0.0.2   s1 ovs-ofctl dump-flows s1   py s2.vtepctl('show')")
            CLI(net)
    finally:
        net.stop()


if __name__ == "__main__":
    if os.environ.get(INSIDE):
        try:
            main("--test" in sys.argv)
        except Failed as failed:
            sys.exit("FAILED  %s" % failed)
    else:
        if os.geteuid():
            sys.exit("Mininet needs root: sudo " + sys.argv[0])
        os.environ[INSIDE] = "1"
        os.execvp("unshare", ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child",
                              "--mount-proc", "sh", "-c", 'ip link set lo up && exec "$@"', "sh",
                              sys.executable, os.path.abspath(__file__)] + sys.argv[1:])
