package io.vtepd.daemon.app;

import java.util.Optional;

/** Which version this is: what the build wrote into the jar's manifest. */
final class Version {

  private Version() {}

  /** {@code vtepd 1.2.3}. */
  static String text() {
    return "vtepd "
        + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not from a jar)");
  }
}
