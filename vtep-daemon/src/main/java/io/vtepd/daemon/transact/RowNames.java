package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.json.OperationScope;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The {@code uuid-name}s of one execution (RFC 7047 section 5.1, {@code named-uuid}). A name that
 * is used before an insert defines it, or never defined, stands for one random UUID.
 */
final class RowNames implements OperationScope {

  private final WorkingCopy rows;
  private final RandomGenerator random;
  private final Map<String, Uuid> uuids = new HashMap<>();
  private final Set<String> defined = new HashSet<>();

  RowNames(WorkingCopy rows, RandomGenerator random) {
    this.rows = rows;
    this.random = random;
  }

  @Override
  public Uuid freshUuid() {
    return Uuid.random(random);
  }

  @Override
  public boolean mayInsert(TableSchema table, Uuid uuid) {
    return rows.table(table).mayInsert(uuid);
  }

  @Override
  public Optional<Uuid> define(String name, Optional<Uuid> uuid) {
    if (!defined.add(name)) {
      return Optional.empty();
    }
    uuid.ifPresent(wanted -> uuids.put(name, wanted));
    return resolve(name);
  }

  @Override
  public Optional<Uuid> resolve(String name) {
    return Optional.of(uuids.computeIfAbsent(name, unknown -> freshUuid()));
  }
}
