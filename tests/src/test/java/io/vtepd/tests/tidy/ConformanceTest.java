package io.vtepd.tests.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.vtep.HardwareVtepSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The conformance page speaks of every column of the schema, once. */
class ConformanceTest {

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (\\w+) \\| (\\w+) \\| (forwards|reported|used|stored)[^|]*\\|$", Pattern.MULTILINE);

  @Test
  void everyColumnHasItsLine() {
    String page =
        Checkout.read(Checkout.root().resolve("hardware-vtep-schema").resolve("CONFORMANCE.md"));
    List<String> lines = new ArrayList<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      lines.add(row.group(1) + "." + row.group(2));
    }
    List<String> columns = new ArrayList<>();
    for (TableSchema table : HardwareVtepSchema.load().tables()) {
      for (ColumnSchema column : table.columns()) {
        columns.add(table.name() + "." + column.name());
      }
    }
    assertThat(lines).containsExactlyInAnyOrderElementsOf(columns);
  }
}
