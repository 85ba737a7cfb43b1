package io.vtepd.lab.topology;

import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Position;
import io.vtepd.lab.yaml.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the plain values of topology files; a bad one becomes a fault at its own place. */
final class Values {

  /** Linux: IFNAMSIZ less the closing zero. */
  static final int INTERFACE_NAME_LIMIT = 15;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,31}");

  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  Optional<Ipv4Prefix> prefix(Node.Scalar value) {
    Optional<Ipv4Prefix> prefix = Ipv4Prefix.parse(value.text());
    if (prefix.isEmpty()) {
      problems.add(value.at(), Ipv4Prefix.fault(value.text()));
    }
    return prefix;
  }

  Optional<MacAddress> mac(Node.Scalar value) {
    Optional<MacAddress> mac = MacAddress.parse(value.text());
    if (mac.isEmpty()) {
      problems.add(
          value.at(),
          "\""
              + value.text()
              + "\" is no unicast MAC address. Write one such as 00:00:00:00:aa:01.");
    }
    return mac;
  }

  /** The name of a network interface: {@code what} says whose in the message. */
  Optional<String> interfaceName(String what, Node.Scalar value) {
    String name = value.text();
    if (name.length() > INTERFACE_NAME_LIMIT) {
      problems.add(
          value.at(),
          what
              + " \""
              + name
              + "\" has "
              + name.length()
              + " characters, Linux allows "
              + INTERFACE_NAME_LIMIT
              + ". Shorten it.");
      return Optional.empty();
    }
    return name(what, value.at(), name) ? Optional.of(name) : Optional.empty();
  }

  /** Checks the name of a host, a guest or an interface. */
  boolean name(String what, Position at, String name) {
    if (NAME.matcher(name).matches()) {
      return true;
    }
    problems.add(
        at,
        what
            + " \""
            + name
            + "\" is no name. Use up to 32 letters, digits, \"-\", \"_\" and \".\".");
    return false;
  }

  Optional<Integer> ofport(Node.Scalar value) {
    return number(value, "ofport", "port number", 1, 0xfeff);
  }

  Optional<Integer> vlan(Node.Scalar value) {
    return number(value, "vlan", "VLAN id", 0, Guest.VLAN_LIMIT);
  }

  Optional<BitRate> rate(Node.Scalar value) {
    Optional<BitRate> rate = BitRate.parse(value.text());
    if (rate.isEmpty()) {
      problems.add(value.at(), BitRate.fault(value.text()));
    }
    return rate;
  }

  Optional<Duration> delay(Node.Scalar value) {
    Optional<Duration> delay = Durations.read(value, problems);
    if (delay.isPresent()
        && (delay.get().compareTo(Cable.DELAY_LEAST) < 0
            || delay.get().compareTo(Cable.DELAY_MOST) > 0)) {
      problems.add(value.at(), "delay \"" + value.text() + "\" is out of range. Write 1ms to 1s.");
      return Optional.empty();
    }
    return delay;
  }

  /** Addresses of a server's own network, without its own. */
  Optional<DhcpPool> pool(Ipv4Prefix server, Node.Scalar from, Node.Scalar to) {
    OptionalLong first = index(server, from);
    OptionalLong last = to.equals(from) ? first : index(server, to);
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    long size = last.getAsLong() - first.getAsLong() + 1;
    if (size < 1 || size > DhcpPool.SIZE_LIMIT) {
      problems.add(
          to.at(),
          size < 1
              ? "\"to\" is before \"from\", " + from.text() + ". Swap them."
              : "a DHCP server gives away "
                  + DhcpPool.SIZE_LIMIT
                  + " addresses at most, these are "
                  + size
                  + ". Take fewer.");
      return Optional.empty();
    }
    long own = server.indexOf(server.address()).orElse(0);
    if (own >= first.getAsLong() && own <= last.getAsLong()) {
      problems.add(
          from.at(), "the server would give away its own address, " + server.address() + ".");
      return Optional.empty();
    }
    return Optional.of(new DhcpPool(from.text(), to.text()));
  }

  private OptionalLong index(Ipv4Prefix network, Node.Scalar address) {
    OptionalLong index = network.indexOf(address.text());
    if (index.isEmpty()) {
      problems.add(
          address.at(),
          "\""
              + address.text()
              + "\" is no address of the server's network, "
              + network.network()
              + ". Write one of it.");
    }
    return index;
  }

  private Optional<Integer> number(
      Node.Scalar value, String key, String what, int first, int last) {
    String text = value.text();
    if (text.matches("[0-9]{1,5}")) {
      int number = Integer.parseInt(text);
      if (number >= first && number <= last) {
        return Optional.of(number);
      }
    }
    problems.add(
        value.at(), "%s \"%s\" is no %s. Write %d to %d.".formatted(key, text, what, first, last));
    return Optional.empty();
  }
}
