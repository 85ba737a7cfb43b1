package io.vtepd.daemon.cli;

import io.vtepd.tls.stream.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What {@code vtepd controller} was told.
 *
 * @param networks the file that says what there shall be
 * @param listening where VTEPs may dial us
 * @param name in the mark of what it makes
 * @param explain whether everything is printed
 */
public record ControllerSettings(
    DaemonSettings daemon,
    Path networks,
    List<Target.Passive> listening,
    String name,
    boolean explain) {

  public ControllerSettings {
    Objects.requireNonNull(daemon);
    Objects.requireNonNull(networks);
    listening = List.copyOf(listening);
    Objects.requireNonNull(name);
  }
}
