package io.vtepd.daemon.manager;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.stream.Target;
import java.util.Objects;
import java.util.Optional;

/** A remote that an option or a row asks for. */
sealed interface WantedRemote {

  /** The target as it stands in the database or option. */
  String text();

  /** The row whose status columns tell of it; empty if no row has such. */
  Optional<Uuid> row();

  /** It can be served. */
  record Valid(Target target, RemoteSettings settings, Optional<Uuid> row) implements WantedRemote {
    public Valid {
      Objects.requireNonNull(target);
      Objects.requireNonNull(settings);
      Objects.requireNonNull(row);
    }

    @Override
    public String text() {
      return target.toString();
    }
  }

  /**
   * It can't.
   *
   * @param text the target as it stands in the database
   * @param problem what is wrong
   */
  record Invalid(String text, String problem, Optional<Uuid> row) implements WantedRemote {
    public Invalid {
      Objects.requireNonNull(text);
      Objects.requireNonNull(problem);
      Objects.requireNonNull(row);
    }
  }
}
