package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7047 section 3.2. */
class SchemaJsonTest {

  private static DatabaseSchema parse(String text) throws Exception {
    return SchemaJson.parse(JsonReader.parse(text.replace('\'', '"')));
  }

  private static DatabaseSchema withColumn(String column) throws Exception {
    return parse("{'name':'D','tables':{'T':{'columns':{'c':" + column + "}}}}");
  }

  private static ColumnType typeOf(String type) throws Exception {
    return withColumn("{'type':" + type + "}").requireTable("T").requireColumn("c").type();
  }

  @Test
  void tablesAndColumnsAreInOrderOfNames() throws Exception {
    DatabaseSchema schema =
        parse(
            "{'name':'D','version':'1.2.3','cksum':'1 2','tables':{"
                + "'B':{'columns':{'y':{'type':'integer'},'x':{'type':'string'}}},"
                + "'A':{'columns':{'z':{'type':'uuid'}}}}}");
    assertThat(schema.tables()).extracting(TableSchema::name).containsExactly("A", "B");
    assertThat(schema.requireTable("B").columns())
        .extracting(ColumnSchema::name)
        .containsExactly("x", "y");
    assertThat(schema.version()).isEqualTo("1.2.3");
    assertThat(schema.requireTable("A").column("_uuid")).contains(ColumnSchema.ROW_UUID);
  }

  @Test
  void withoutAnyRootEveryTableIsOne() throws Exception {
    String table = "{'columns':{'c':{'type':'integer'}}}";
    assertThat(parse("{'name':'D','tables':{'T':" + table + "}}").requireTable("T").isRoot())
        .isTrue();
    DatabaseSchema mixed =
        parse(
            "{'name':'D','tables':{'T':"
                + table
                + ",'R':{'isRoot':true,'columns':{'c':{'type':'integer'}}}}}");
    assertThat(mixed.requireTable("T").isRoot()).isFalse();
    assertThat(mixed.requireTable("R").isRoot()).isTrue();
  }

  @Test
  void typeShorthandsMeanScalars() throws Exception {
    assertThat(typeOf("'integer'").isScalar()).isTrue();
    assertThat(typeOf("{'key':'integer'}").isScalar()).isTrue();
    assertThat(typeOf("{'key':'integer','min':0}").isAtMostOne()).isTrue();
    assertThat(typeOf("{'key':'integer','min':0,'max':'unlimited'}").isAtMostOne()).isFalse();
    assertThat(typeOf("{'key':'integer','value':'string'}").isMap()).isTrue();
  }

  @Test
  void aMapOfOnePairDiffersAsAWholeLikeAnOptionalValue() throws Exception {
    assertThat(typeOf("'integer'").differsAsWhole()).isTrue();
    assertThat(typeOf("{'key':'integer','value':'string','min':0,'max':1}").differsAsWhole())
        .isTrue();
    assertThat(typeOf("{'key':'integer','value':'string','min':0,'max':2}").differsAsWhole())
        .isFalse();
    assertThat(typeOf("{'key':'integer','min':0,'max':2}").differsAsWhole()).isFalse();
  }

  @Test
  void immutableWeakReferencesAreMutable() throws Exception {
    DatabaseSchema schema =
        withColumn(
            "{'mutable':false,'type':{'key':{'type':'uuid','refTable':'T','refType':'weak'}}}");
    assertThat(schema.requireTable("T").requireColumn("c").mutable()).isTrue();
  }

  @Test
  void strongReferencesToRowsThatOnlyTheyKeepAreNeverEphemeral() throws Exception {
    String column = "{'ephemeral':true,'type':{'key':{'type':'uuid','refTable':'%s'%s},'min':0}}";
    String tables =
        "'R':{'isRoot':true,'columns':{'strong':%s,'weak':%s,'root':%s}},"
            .formatted(
                column.formatted("N", ""),
                column.formatted("N", ",'refType':'weak'"),
                column.formatted("R", ""));
    String child = "'N':{'columns':{'n':{'type':'integer','ephemeral':true}}}";
    TableSchema table = parse("{'name':'D','tables':{" + tables + child + "}}").requireTable("R");
    assertThat(table.requireColumn("strong").ephemeral()).isFalse();
    assertThat(table.requireColumn("weak").ephemeral()).isTrue();
    assertThat(table.requireColumn("root").ephemeral()).isTrue();
    assertThat(
            parse("{'name':'D','tables':{" + tables.replace("'isRoot':true,", "") + child + "}}")
                .requireTable("R")
                .requireColumn("strong")
                .ephemeral())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'integer' | 'integer'",
        "{'key':'integer'} | 'integer'",
        "{'key':{'type':'integer'},'min':1,'max':1} | 'integer'",
        "{'key':{'type':'integer'},'min':0,'max':1} | {'key':'integer','min':0}",
        "{'key':'string','min':0,'max':'unlimited'} | {'key':'string','min':0,'max':'unlimited'}",
        "{'key':{'type':'string','enum':'x'}} | {'key':{'type':'string','enum':'x'}}",
        "{'key':{'type':'string','enum':['set',['b','a']]}}"
            + " | {'key':{'type':'string','enum':['set',['a','b']]}}",
        "{'key':{'type':'real','minReal':1,'maxReal':2.5}}"
            + " | {'key':{'type':'real','minReal':1,'maxReal':2.5}}",
        "{'key':{'type':'uuid','refTable':'T','refType':'strong'}}"
            + " | {'key':{'type':'uuid','refTable':'T'}}",
        "{'key':{'type':'uuid','refTable':'T','refType':'weak'},'value':'string','max':5}"
            + " | {'key':{'type':'uuid','refTable':'T','refType':'weak'},'value':'string','max':5}",
      })
  void printsTypesInTheirShortestForm(String type, String printed) throws Exception {
    String text = SchemaPrinter.print(withColumn("{'type':" + type + "}")).toText();
    assertThat(text.replace('"', '\''))
        .isEqualTo("{'name':'D','tables':{'T':{'columns':{'c':{'type':" + printed + "}}}}}");
    assertThat(SchemaPrinter.print(SchemaJson.parse(JsonReader.parse(text))).toText())
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | object expected",
        "{'tables':{}} | 'name' member is missing",
        "{'name':'1','tables':{}} | <id>",
        "{'name':'D'} | 'tables' member is missing",
        "{'name':'D','tables':{},'x':1} | 'x' is present but not allowed",
        "{'name':'D','version':'1.2','tables':{}} | not in format x.y.z",
        "{'name':'D','tables':{'_T':{'columns':{'c':{'type':'integer'}}}}} | reserved",
        "{'name':'D','tables':{'T':{'columns':{}}}} | at least one column",
        "{'name':'D','tables':{'T':{'columns':{'_c':{'type':'integer'}}}}} | reserved",
        "{'name':'D','tables':{'T':{'columns':{'c':{}}}}} | 'type' member is missing",
        "{'name':'D','tables':{'T':{'columns':{'c':{'type':'int'}}}}} | not an atomic-type",
        "{'name':'D','tables':{'T':{'maxRows':0,'columns':{'c':{'type':'integer'}}}}} | at least 1",
        "{'name':'D','tables':{'T':{'indexes':[['x']],'columns':{'c':{'type':'integer'}}}}}"
            + " | not a valid column name",
        "{'name':'D','tables':{'T':{'indexes':[['c','c']],'columns':{'c':{'type':'integer'}}}}}"
            + " | twice",
        "{'name':'D','tables':{'T':{'indexes':[['c']],'columns':{'c':{'type':'integer',"
            + "'ephemeral':true}}}}} | may not be indexed",
      })
  void errorsSayWhatIsWrong(String schema, String words) {
    OvsdbException thrown = catchThrowableOfType(OvsdbException.class, () -> parse(schema));
    assertThat(thrown.error().tag()).isEqualTo("syntax error");
    assertThat(thrown.error().details()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'key':'integer','min':2,'max':3} | min 2",
        "{'key':'integer','min':-1} | min -1",
        "{'key':'integer','max':0} | max 0",
        "{'key':'integer','max':'many'} | unlimited",
        "{'key':'integer','max':1.5} | integer",
        "{'key':{'type':'integer','minInteger':2,'maxInteger':1}} | exceeds",
        "{'key':{'type':'real','minReal':2,'maxReal':1}} | exceeds",
        "{'key':{'type':'string','minLength':2,'maxLength':1}} | exceeds",
        "{'key':{'type':'string','minLength':-1}} | out of valid range",
        "{'key':{'type':'string','minInteger':1}} | not allowed",
        "{'key':{'type':'uuid','refTable':'Z'}} | undefined table Z",
        "{'key':{'type':'uuid','refTable':'T','refType':'other'}} | refType",
        "{'key':{'type':'uuid','refType':'weak'}} | refType",
        "{'key':{'type':'integer','enum':['set',[]]}} | members",
      })
  void errorsInTypesSayWhatIsWrong(String type, String words) {
    OvsdbException thrown =
        catchThrowableOfType(OvsdbException.class, () -> withColumn("{'type':" + type + "}"));
    assertThat(thrown.error().details()).contains(words);
  }
}
