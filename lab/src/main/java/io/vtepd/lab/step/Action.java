package io.vtepd.lab.step;

import io.vtepd.lab.topology.HostProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The one thing that a step does. */
public sealed interface Action {

  /** How an OVSDB request travels. */
  enum Wire {
    /** {@code nc -N}: plain TCP, half-closed after the request, as the lesson sends it. */
    TCP,
    /** {@code ovsdb-client} over TLS with a certificate. */
    TLS
  }

  /** Signals that {@code kill} knows. */
  enum Signal {
    TERM,
    KILL,
    STOP,
    CONT
  }

  /** What becomes of a cable. */
  enum LinkState {
    UP,
    DOWN
  }

  /** Loads OpenFlow rules from a file into the bridge of a host. */
  record Flows(String host, Path file) implements Action {}

  /**
   * Sends one OVSDB request from another node.
   *
   * @param from the node it is sent from
   * @param replace texts in the file and what to put there; a value that begins with $ is saved by
   *     an earlier step
   */
  record Transact(String host, Path file, Wire over, String from, Map<String, String> replace)
      implements Action {
    public Transact {
      replace = Map.copyOf(replace);
    }
  }

  /**
   * Pings from guest to guest until the step's expectations hold or time is over.
   *
   * @param every time between two requests
   * @param background goes on until a {@code wait} for this step ends it
   */
  record Ping(String from, String to, Duration every, boolean background) implements Action {}

  /**
   * Sends by TCP from guest to guest, as fast as it goes.
   *
   * @param time how long, in whole seconds
   */
  record Iperf(String from, String to, Duration time) implements Action {

    /** The longest that a step may send. */
    public static final Duration TIME_LIMIT = Duration.ofMinutes(10);
  }

  /** Runs a shell command on a host or guest. */
  record Exec(String on, String run) implements Action {}

  /** Sends a signal to a process of a host. */
  record Kill(String host, HostProcess process, Signal signal) implements Action {}

  /**
   * Gives a controller the networks that there shall be, and starts it if it does not run yet.
   *
   * @param networks a file for {@code vtepd controller --networks}
   */
  record Controller(String host, Path networks) implements Action {}

  /**
   * A machine asks whoever serves its network for an address, with {@code udhcpc}.
   *
   * @param client loses the address that it has, and takes the one that it is offered
   */
  record Dhcp(String client) implements Action {}

  /**
   * A machine moves: the cable at one place is pulled out, that at the other put in.
   *
   * @param from a guest
   * @param to a guest with the same addresses: the same machine, elsewhere
   */
  record Move(String from, String to) implements Action {}

  /** Starts a process of a host again. */
  record Start(String host, HostProcess process) implements Action {}

  /**
   * Pulls a cable out or puts it in.
   *
   * @param node a guest, whose cable leads to its switch, or a host, whose cable leads to its
   *     router; or a router
   * @param to the router at the other end, if it is a cable between routers
   */
  record Link(String node, Optional<String> to, LinkState state) implements Action {

    /** The one cable of a guest or host. */
    public Link(String node, LinkState state) {
      this(node, Optional.empty(), state);
    }
  }

  /** Ends the background ping of an earlier step and takes its result. */
  record WaitFor(String step) implements Action {}

  /** Lets time pass. */
  record WaitTime(Duration time) implements Action {}

  /** What to show for a step that says nothing itself. */
  default String describe() {
    return switch (this) {
      case Flows flows -> flows.file().getFileName() + " into " + flows.host();
      case Transact send -> send.file().getFileName() + " to " + send.host();
      case Ping ping -> ping.from() + " -> " + ping.to();
      case Iperf iperf -> iperf.from() + " sends to " + iperf.to();
      case Exec exec -> exec.on() + ": " + exec.run();
      case Kill kill -> kill.process().program() + " of " + kill.host() + ": " + kill.signal();
      case Start start -> start.process().program() + " of " + start.host() + " again";
      case Controller give -> give.networks().getFileName() + " to " + give.host();
      case Dhcp dhcp -> dhcp.client() + " asks for an address";
      case Move move -> move.from() + " becomes " + move.to();
      case Link link ->
          "link of "
              + link.node()
              + link.to().map(to -> " to " + to).orElse("")
              + ": "
              + link.state();
      case WaitFor wait -> "until " + wait.step() + " has ended";
      case WaitTime wait -> "nothing for " + wait.time().toMillis() + " ms";
    };
  }
}
