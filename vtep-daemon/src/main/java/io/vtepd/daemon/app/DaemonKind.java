package io.vtepd.daemon.app;

import java.nio.file.Path;
import java.util.List;

/** What a daemon is there for. */
sealed interface DaemonKind
    permits ServingKind, RemoteApplianceKind, EmulationKind, ControllerKind {

  /** Files that will be made, so their directories are. */
  List<Path> filesToBe();
}
