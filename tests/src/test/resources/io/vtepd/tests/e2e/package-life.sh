#!/bin/sh
# package-life.sh PACKAGE
#
# Installs the package, uses its service beside an Open vSwitch, removes it, purges it, and prints
# what it sees.
set -eu
cd /
exec 2>&1

# Until a command succeeds; not for ever.
soon() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ]; then
            echo "not so: $*"
            systemctl status vtepd --no-pager --full
            exit 1
        fi
        sleep 0.1
    done
}

property() {
    systemctl show --property "$1" --value vtepd
}

controller() {
    vtep-ctl --timeout=20 --db=unix:/run/vtepd/db.sock "$@"
}

echo "== install"
DEBIAN_FRONTEND=noninteractive dpkg --no-triggers -i "$1"
dpkg --verify vtepd
echo "user $(id vtepd | sed 's/[0-9]*(\([a-z]*\))/\1/g')"
stat -c 'mode %a %U %G %n' /etc/vtepd /var/lib/vtepd /usr/lib/vtepd/jars/vtepd.aot
zcat /usr/share/man/man8/vtepd.8.gz | groff -man -Tascii | grep -o '^VTEPD(8)'
echo "service $(systemctl is-active vtepd) $(systemctl is-enabled vtepd)"
stat -c 'mode %a %U %G %n' /var/lib/vtepd/vtepd-privkey.pem
fingerprint=$(vtepd pki fingerprint /var/lib/vtepd/vtepd-cert.pem | sed -n 's/.*SHA-256 *//p')
journalctl -u vtepd --no-pager | grep -o -e 'BEGIN CERTIFICATE' -e "SHA-256 $fingerprint"
openssl s_client -connect 127.0.0.1:6640 -no_ign_eof </dev/null 2>&1 | grep -c 'CONNECTED' |
    sed 's/^/TLS port: /'

echo "== use"
sed -i 's/^VTEPD_OPTIONS=.*/VTEPD_OPTIONS="--physical-switch=gw0 --tunnel-ip=192.0.2.1"/' \
    /etc/default/vtepd
mkdir /etc/systemd/system/vtepd.service.d
printf '[Service]\nWatchdogSec=6\n' >/etc/systemd/system/vtepd.service.d/impatient.conf
systemctl daemon-reload
systemctl restart vtepd
pid=$(property MainPID)
echo "runs $(readlink "/proc/$pid/exe"), cache mapped: $(grep -c 'r.*/vtepd.aot' "/proc/$pid/maps")"
grep -E 'Cap(Eff|Bnd)|NoNewPrivs|Seccomp:' "/proc/$pid/status"
ovs-vsctl add-br gw0 -- set bridge gw0 datapath_type=netdev \
    -- add-port gw0 p1 -- set interface p1 type=tap
ip link set p1 up
stat -c 'mode %a %U %G %n' /run/openvswitch/gw0.mgmt /run/vtepd/db.sock /run/vtepd/vtepd.ctl \
    /var/lib/vtepd/vtep.db
soon sh -c 'vtep-ctl --db=unix:/run/vtepd/db.sock list-ports gw0 | grep p1'
controller add-ls web -- set Logical_Switch web tunnel_key=5001 -- bind-ls gw0 p1 0 web
soon sh -c 'ovs-ofctl -O OpenFlow14 dump-flows gw0 | grep 0x1389'
echo "flows are there"
soon sh -c 'systemctl status vtepd | grep "Open vSwitch, 1 of 1 bridges"'
echo "status is there"
kill -STOP "$pid"
soon sh -c '! kill -0 '"$pid"
soon systemctl is-active vtepd
soon sh -c 'vtep-ctl --db=unix:/run/vtepd/db.sock list-ls | grep web'
echo "watchdog has started it anew"
vtepd capture -i nothing --count 1 || echo "capture exits $?"
systemctl stop vtepd
echo "ended with $(property ExecMainStatus): $(property Result)"
ls /run/vtepd || echo "run directory is gone"

echo "== remove"
systemctl start vtepd
pid=$(property MainPID)
kill -0 "$pid"
dpkg --no-triggers -r vtepd
kill -0 "$pid" || echo "vtepd was stopped"
ls -d /usr/lib/vtepd /usr/bin/vtepd || echo "programs are gone"
ls /etc/default/vtepd /var/lib/vtepd/vtep.db

echo "== purge"
rm -r /etc/systemd/system/vtepd.service.d
dpkg --no-triggers -P vtepd
id vtepd || echo "user is gone"
