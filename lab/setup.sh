# Sourced by the lab's commands and by tests/run: finds JDK 25, installs packages, builds.
# Sets JAVA_HOME. Needs $root, the project's folder. Each function ends the script with code 3, and
# says what to do, when the machine lacks something that it cannot get.

lab_packages="openvswitch-switch openvswitch-vtep openvswitch-pki ethtool iputils-ping
  netcat-openbsd libpcap0.8 iproute2 util-linux dnsmasq-base udhcpc iperf3"

lab_modules="hardware-vtep-schema tls dataplane-bridge vtep-daemon lab"

say() {
  echo "$*" >&2
}

# Prints the comment at the top of the command that sources this file, if "$@" asks for it.
help_if_asked() {
  for word in "$@"; do
    case $word in
      -h | --help)
        sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
        exit 0
        ;;
    esac
  done
}

need_root() {
  if [ "$(id -u)" != 0 ]; then
    say "The lab makes network namespaces, which needs root: sudo $0"
    exit 3
  fi
}

is_installed() {
  # Debian 13 renamed some libraries (t64), which still provide the old name.
  dpkg-query -W -f '${db:Status-Status} ${Provides}\n' "$1" "$1t64" 2>/dev/null |
    grep -q '^installed'
}

# Installs the packages in "$@" that are not there.
need_packages() {
  missing=
  for package in "$@"; do
    is_installed "$package" || missing="$missing $package"
  done
  if [ -z "$missing" ]; then
    return 0
  fi
  if ! command -v apt-get >/dev/null 2>&1; then
    say "Missing:$missing. This machine has no apt-get: install them your way."
    exit 3
  fi
  if [ "$(id -u)" != 0 ]; then
    say "Missing:$missing. Install them: sudo apt-get install -y$missing"
    exit 3
  fi
  say "installing$missing"
  # shellcheck disable=SC2086
  if ! apt_install $missing; then
    say "apt-get could not install them. Try: apt-get update && apt-get install -y$missing"
    exit 3
  fi
}

# Installs "$@" quietly; when that fails, says what apt-get complained about.
apt_install() {
  if said=$(apt_get install -y --no-install-recommends "$@"); then
    return 0
  fi
  # The package lists may be old or empty, as on a fresh machine.
  update=$(apt_get update) || true
  if said=$(apt_get install -y --no-install-recommends "$@"); then
    return 0
  fi
  printf '%s\n%s\n' "$update" "$said" | grep '^[EW]: ' >&2
  return 1
}

# Waits for another apt, such as the automatic upgrades of a machine that was just switched on.
apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@" 2>&1 </dev/null
}

is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[".]' "$1/release" 2>/dev/null
}

# Prints the home of a JDK 25, if one is there.
find_jdk25() {
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*25*; do
    if [ -n "$home" ] && is_jdk25 "$home"; then
      echo "$home"
      return 0
    fi
  done
  return 1
}

need_jdk25() {
  if ! JAVA_HOME=$(find_jdk25); then
    install_jdk25
    if ! JAVA_HOME=$(find_jdk25); then
      say "No JDK 25 here and none to be had from apt. Install Temurin 25 (https://adoptium.net),"
      say "or unpack any JDK 25 and name it: JAVA_HOME=/where/it/is $0"
      exit 3
    fi
  fi
  export JAVA_HOME
}

# Tries the packages that have a JDK 25, in Adoptium's repository and in newer distributions.
install_jdk25() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    return 0
  fi
  apt_get update >/dev/null || true
  for package in temurin-25-jdk openjdk-25-jdk-headless; do
    if apt-cache show "$package" >/dev/null 2>&1; then
      say "installing $package"
      apt_install "$package" && return 0
    fi
  done
  return 0
}

# Whether the gateway and the lab are built, from the sources that are there now.
is_built() {
  stamp=$root/lab/target/built
  if [ ! -e "$root/lab/target/lab.jar" ] || [ ! -e "$stamp" ] || [ "$root/pom.xml" -nt "$stamp" ]
  then
    return 1
  fi
  for module in $lab_modules; do
    for sources in "$root/$module/src/main" "$root/$module/pom.xml"; do
      if [ -n "$(find "$sources" -newer "$stamp" -print -quit 2>/dev/null)" ]; then
        return 1
      fi
    done
  done
}

# Builds the gateway and the lab when their sources are newer than the last build.
need_build() {
  # Maven waits for us: we must not wait for its lock.
  [ -z "${VTEPD_WITHIN_MAVEN:-}" ] || return 0
  if ! is_built; then
    command -v mvn >/dev/null 2>&1 || need_packages maven
    locked build_unless_built
  fi
  is_prepared || locked prepare_unless_prepared
}

is_prepared() {
  for jar in "$root"/vtep-daemon/target/vtep-daemon-*.jar; do
    [ "$root/vtep-daemon/target/vtepd.aot" -nt "$jar" ] || return 1
  done
}

# Makes what lets the gateway start faster. It starts without, too.
prepare_unless_prepared() {
  is_prepared || "$root/vtep-daemon/bin/prepare" 9>&- || say "vtepd will start slowly: see above"
}

# For commands that find nothing to do when no lab was ever up here: says so without a build.
need_some_lab() {
  if [ ! -d "$root/lab/.run" ]; then
    say "No lab was ever up here. lab/run --keep makes one."
    exit 0
  fi
}

# Runs a function; of two commands that start at once the second waits, and does not build over the
# first.
locked() {
  mkdir -p "$root/lab/target"
  (
    flock 9
    "$@"
  ) 9>"$root/lab/target/build.lock"
}

build_unless_built() {
  if is_built; then
    return 0
  fi
  say "building, which takes a minute or two the first time"
  log=$root/lab/target/build.log
  if ! maven -q -Dmaven.test.skip=true -pl vtep-daemon,lab -am package >"$log" 2>&1; then
    cat "$log" >&2
    say "The build failed, see above."
    exit 1
  fi
}

# Runs Maven, locked.
maven() {
  begun=$root/lab/target/building
  if [ -e "$begun" ]; then
    # The last run was cut short. Maven would take its half-written files for whole ones.
    for module in $lab_modules tests; do
      rm -rf "$root/$module/target/"*.jar "$root/$module/target/lib" \
        "$root/$module/target/classes" "$root/$module/target/test-classes" \
        "$root/$module/target/maven-status"
    done
  fi
  # As old as the begin: what is saved while Maven works is newer.
  touch "$begun"
  if ! (cd "$root" && mvn -B -ntp "$@") 9>&-; then
    rm "$begun"
    return 1
  fi
  mv "$begun" "$root/lab/target/built"
}

# Runs a command of the lab in place of this script.
lab_command() {
  terminal=false
  if [ -t 1 ]; then
    terminal=true
  fi
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m \
    --enable-native-access=ALL-UNNAMED \
    "-Dlab.root=$root" "-Dlab.terminal=$terminal" \
    -cp "$root/lab/target/lab.jar:$root/lab/target/lib/*" io.vtepd.lab.cli.LabCommand "$@"
}
