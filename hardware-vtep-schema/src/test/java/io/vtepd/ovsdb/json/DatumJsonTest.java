package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7047 section 5.1, {@code <value>}; the transcripts of the engine have many more cases. */
class DatumJsonTest {

  private static final String SET = "{'key':'integer','min':0,'max':3}";
  private static final String MAP = "{'key':'string','value':'integer','min':0,'max':2}";

  private static ColumnType type(String text) throws Exception {
    return SchemaJson.parseType(JsonReader.parse(text.replace('\'', '"')));
  }

  private static Datum parse(String type, String json) throws Exception {
    return DatumJson.parse(JsonReader.parse(json.replace('\'', '"')), type(type), NamedUuids.NONE);
  }

  private static String print(Datum datum) {
    JsonWriter out = new JsonWriter();
    DatumJson.write(out, datum);
    assertThat(DatumJson.toJson(datum).toText()).isEqualTo(out.toString());
    return out.toString().replace('"', '\'');
  }

  @Test
  void setsOfOneAndScalarsAreTheSame() throws Exception {
    assertThat(parse("'integer'", "['set',[5]]")).isEqualTo(new IntegerAtom(5));
    assertThat(parse(SET, "5")).isEqualTo(new IntegerAtom(5));
    assertThat(print(new IntegerAtom(5))).isEqualTo("5");
  }

  @Test
  void setsAndMapsArePrintedInOrder() throws Exception {
    assertThat(print(parse(SET, "['set',[3,1,2]]"))).isEqualTo("['set',[1,2,3]]");
    assertThat(print(parse(SET, "['set',[]]"))).isEqualTo("['set',[]]");
    assertThat(print(parse(MAP, "['map',[['b',1],['a',2]]]")))
        .isEqualTo("['map',[['a',2],['b',1]]]");
    assertThat(print(Datum.set(Set.of(new Uuid(0, 1)))))
        .isEqualTo("['uuid','00000000-0000-0000-0000-000000000001']");
    assertThat(print(Datum.map(Map.of(new StringAtom("k"), new StringAtom("v")))))
        .isEqualTo("['map',[['k','v']]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'integer' | 1.5 | syntax error",
        "'integer' | 'x' | syntax error",
        "'integer' | ['set',[]] | syntax error",
        "'integer' | ['set',[1,2]] | syntax error",
        "'boolean' | 1 | syntax error",
        "'real' | 'x' | syntax error",
        "'uuid' | ['uuid','x'] | syntax error",
        "'uuid' | ['named-uuid','x'] | syntax error",
        "{'key':'integer','min':0,'max':3} | ['set',[1,2,3,4]] | syntax error",
        "{'key':'integer','min':0,'max':3} | ['set',[1,1]] | ovsdb error",
        "{'key':'integer','min':0,'max':3} | ['set',[1,1,'x']] | syntax error",
        "{'key':'string','value':'integer'} | ['map',[['a',1],['a',1]]] | syntax error",
        "{'key':'string','value':'integer','max':2} | ['map',[['a',1],['a',1]]] | ovsdb error",
        "{'key':'string','value':'integer'} | ['map',[['a']]] | syntax error",
        "{'key':{'type':'integer','maxInteger':3}} | 4 | constraint violation",
        "{'key':{'type':'real','minReal':0.5}} | 0.25 | constraint violation",
        "{'key':{'type':'string','maxLength':2}} | 'abc' | constraint violation",
        "{'key':{'type':'string','enum':['set',['a','b']]}} | 'c' | constraint violation",
      })
  void wrongValuesHaveTheOriginalsTags(String type, String json, String tag) {
    OvsdbException thrown = catchThrowableOfType(OvsdbException.class, () -> parse(type, json));
    assertThat(thrown.error().tag()).isEqualTo(tag);
  }

  @Test
  void namesAreResolved() throws Exception {
    Uuid uuid = new Uuid(1, 2);
    Json json = Json.array(Json.of("named-uuid"), Json.of("row1"));
    NamedUuids names = name -> name.equals("row1") ? Optional.of(uuid) : Optional.empty();
    assertThat(DatumJson.parse(json, type("'uuid'"), names)).isEqualTo(uuid);
  }

  @Test
  void errorsShowTheJsonAtFaultButNeverAllOfALongOne() {
    String element = "'" + "x".repeat(5000) + "'";
    OvsdbException thrown =
        catchThrowableOfType(OvsdbException.class, () -> parse("'integer'", element));
    assertThat(thrown.error().syntax()).startsWith("\"xxx").hasSizeLessThan(600);
  }
}
