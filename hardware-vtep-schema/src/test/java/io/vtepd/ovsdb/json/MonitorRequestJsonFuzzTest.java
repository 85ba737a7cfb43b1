package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.monitor.UpdateFormat;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.vtep.HardwareVtepSchema;

/** Any JSON is a monitor request that survives being written, or is refused with an error. */
class MonitorRequestJsonFuzzTest {

  private static final DatabaseSchema SCHEMA = HardwareVtepSchema.load();

  @FuzzTest(maxDuration = "3m")
  void whatIsTakenIsWrittenAsItself(byte[] input) throws Exception {
    MonitorShape shape;
    Json request;
    try {
      request = FuzzJson.parse(input);
      shape = MonitorRequestJson.parse(SCHEMA, UpdateFormat.DIFFERENCES, request, true);
    } catch (JsonSyntaxException | OvsdbException e) {
      return;
    }
    assertThat(reread(shape)).isEqualTo(shape);
    try {
      MonitorShape changed = MonitorRequestJson.parseChange(SCHEMA, shape, request);
      assertThat(reread(changed)).isEqualTo(changed);
    } catch (OvsdbException e) {
      assertThat(e.error().tag()).isNotEmpty();
    }
  }

  private static MonitorShape reread(MonitorShape shape) throws Exception {
    JsonWriter text = new JsonWriter(true);
    MonitorRequestJson.write(text, shape);
    Json written = JsonReader.parse(text.toString());
    return MonitorRequestJson.parse(SCHEMA, UpdateFormat.DIFFERENCES, written, true);
  }
}
