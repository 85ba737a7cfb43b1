#!/bin/sh
# copied-machine.sh FOLDER FILE SCRIPT
#
# Boots a copy of this machine with systemd, in which SCRIPT is run as root with FILE as argument,
# and which leaves nothing behind: what it writes is in memory (FOLDER is where), its processes,
# network and cgroups are its own; /sys and the kernel's settings can only be read. Names of files
# that the copy has more than the machine are printed at the end, if they have vtepd in them.
set -eu

# Each hierarchy of cgroups that systemd may want: where it is mounted, where we are in it.
hierarchies() {
    while IFS=: read -r _ names path; do
        case $names in
            "") mounted=$(awk '$3 == "cgroup2" {print $2; exit}' /proc/mounts) ;;
            name=systemd)
                mounted=$(awk '$3 == "cgroup" && $4 ~ /name=systemd/ {print $2; exit}' /proc/mounts)
                ;;
            *) continue ;;
        esac
        [ -z "$mounted" ] || echo "$mounted${path%/}"
    done </proc/self/cgroup
}

# Inside of all namespaces, as what becomes their first process.
boot() {
    root=$1
    mount -t proc proc "$root/proc"
    mount --bind "$root/proc/sys" "$root/proc/sys"
    mount -o remount,bind,ro "$root/proc/sys"
    mount -t sysfs -o ro sysfs "$root/sys"
    cgroups=$root/sys/fs/cgroup
    if grep -q name=systemd /proc/self/cgroup; then
        mount -t tmpfs -o mode=755 cgroups "$cgroups"
        mkdir "$cgroups/systemd" "$cgroups/unified"
        mount -t cgroup -o none,name=systemd cgroup "$cgroups/systemd"
        mount -t cgroup2 cgroup2 "$cgroups/unified"
    else
        mount -t cgroup2 cgroup2 "$cgroups"
    fi
    ip link set lo up
    exec env -i container=vtepd-test PATH="$PATH" \
        chroot "$root" /lib/systemd/systemd --unit=basic.target --log-target=null
}

copy() {
    folder=$1
    root=$folder/root
    mount -t tmpfs -o mode=755 copy "$folder"
    mkdir "$folder/upper" "$folder/work" "$root"
    mount -t overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" copy "$root"
    cp "$2" "$3" "$root"
    : >"$root/etc/fstab"
    rm -f "$root/usr/sbin/policy-rc.d"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o mode=755 run "$root/run"
    mount -t tmpfs -o mode=1777 tmp "$root/tmp"
    unshare --pid --fork --kill-child --net --ipc --uts --cgroup "$0" boot "$root" &
    outer=$!
    inner=
    until [ -n "$inner" ]; do
        kill -0 "$outer"
        inner=$(cat "/proc/$outer/task/$outer/children")
    done
    inside() {
        nsenter --target "${inner% }" --mount --pid --net --ipc --uts --cgroup --root --wd -- "$@"
    }
    until [ "$(inside systemctl is-active basic.target 2>/dev/null)" = active ]; do
        kill -0 "$outer"
    done
    inside sh "/${3##*/}" "/${2##*/}"
    echo "left behind:"
    find "$folder/upper" -name '*vtepd*' ! -name "${2##*/}" ! -path '*/var/log/*' \
        ! -path '*/var/cache/man/*'
    kill -KILL "$outer"
}

case $1 in
    boot) boot "$2" ;;
    copy) copy "$2" "$3" "$4" ;;
    *)
        before=$(hierarchies)
        for place in $before; do
            mkdir "$place/vtepd-test-$$"
            echo $$ >"$place/vtepd-test-$$/cgroup.procs"
        done
        code=0
        unshare --mount --pid --fork --mount-proc --kill-child "$0" copy "$@" || code=$?
        for place in $before; do
            echo $$ >"$place/cgroup.procs"
            find "$place/vtepd-test-$$" -depth -type d -exec rmdir {} \;
        done
        exit $code
        ;;
esac
