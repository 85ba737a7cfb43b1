package io.vtepd.daemon.cli;

import java.util.Objects;

/** What a command line asks for. */
public sealed interface Invocation {

  /** {@code vtepd run}: the appliance. */
  record Run(RunSettings settings) implements Invocation {
    public Run {
      Objects.requireNonNull(settings);
    }
  }

  /** {@code vtepd ovsdb-server}: a database server alone. */
  record OvsdbServer(OvsdbServerSettings settings) implements Invocation {
    public OvsdbServer {
      Objects.requireNonNull(settings);
    }
  }

  /** {@code vtepd controller}: makes one LAN of several VTEPs, for labs and tests. */
  record Controller(ControllerSettings settings) implements Invocation {
    public Controller {
      Objects.requireNonNull(settings);
    }
  }

  /** {@code vtepd capture}: what is on a wire. */
  record Capture(CaptureSettings settings) implements Invocation {
    public Capture {
      Objects.requireNonNull(settings);
    }
  }

  /** {@code vtepd show}, {@code vtepd check}: how the daemon stands. */
  record Show(ShowSettings settings) implements Invocation {
    public Show {
      Objects.requireNonNull(settings);
    }
  }

  /** {@code vtepd support}: how the daemon stands, in a file. */
  record Support(SupportSettings settings) implements Invocation {
    public Support {
      Objects.requireNonNull(settings);
    }
  }

  /** {@code vtepd pki}: keys and certificates. */
  record Pki(PkiSettings settings) implements Invocation {
    public Pki {
      Objects.requireNonNull(settings);
    }
  }

  /** {@code vtepd version}. */
  record Version() implements Invocation {}

  /** {@code vtepd}, {@code vtepd help}, {@code vtepd COMMAND --help}. */
  record Help(String text) implements Invocation {
    public Help {
      Objects.requireNonNull(text);
    }
  }
}
