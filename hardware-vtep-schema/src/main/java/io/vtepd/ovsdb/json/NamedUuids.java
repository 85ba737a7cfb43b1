package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Optional;

/** Gives {@code ["named-uuid", name]} its UUID (RFC 7047 section 5.1). */
@FunctionalInterface
public interface NamedUuids {

  /** For JSON outside of a transaction: names are not allowed. */
  NamedUuids NONE = name -> Optional.empty();

  /**
   * The UUID that the name stands for; the same for each use in one transaction, also before the
   * insert that defines it. Empty where names are not allowed.
   */
  Optional<Uuid> resolve(String name);
}
