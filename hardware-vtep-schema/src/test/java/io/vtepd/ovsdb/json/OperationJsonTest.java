package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7047 section 5.2 as text and as values; what operations do is tested with the engine. */
class OperationJsonTest {

  private static final OperationScope ANYTHING_GOES =
      new OperationScope() {
        @Override
        public Uuid freshUuid() {
          return new Uuid(7, 7);
        }

        @Override
        public boolean mayInsert(TableSchema table, Uuid uuid) {
          return true;
        }

        @Override
        public Optional<Uuid> define(String name, Optional<Uuid> uuid) {
          return Optional.of(uuid.orElseGet(this::freshUuid));
        }

        @Override
        public Optional<Uuid> resolve(String name) {
          return Optional.of(freshUuid());
        }
      };

  private final DatabaseSchema schema;

  OperationJsonTest() throws Exception {
    schema =
        SchemaJson.parse(
            json(
                "{'name':'D','tables':{'T':{'columns':{'i':{'type':'integer'},"
                    + "'m':{'type':{'key':'string','value':'integer','min':0,'max':9}}}}}}"));
  }

  private static Json json(String text) throws JsonSyntaxException {
    return JsonReader.parse(text.replace('\'', '"'));
  }

  private Operation parse(String text) throws Exception {
    return OperationJson.parse(json(text), schema, ANYTHING_GOES, () -> "ovsdb operation 1 of 1");
  }

  private static String print(Operation operation) {
    JsonWriter out = new JsonWriter();
    OperationJson.write(out, operation);
    return out.toString().replace('"', '\'');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'op':'insert','table':'T','uuid':'00000000-0000-0000-0000-000000000001','row':{'i':5}}",
        "{'op':'select','table':'T','where':[true,['i','>=',3]],'columns':['i','_uuid'],'sort':['m']}",
        "{'op':'select','table':'T','where':[],'columns':[]}",
        "{'op':'update','table':'T','where':[['m','includes',['map',[['a',1]]]]],'row':{'i':5}}",
        "{'op':'mutate','table':'T','where':[],'mutations':[['i','%=',3],['m','delete','a']]}",
        "{'op':'delete','table':'T','where':[['_uuid','==',['uuid','00000000-0000-0000-0000-000000000001']]]}",
        "{'op':'wait','table':'T','where':[],'columns':['i'],'until':'!=','rows':[{'i':1}],'timeout':7}",
        "{'op':'wait','table':'T','where':[false],'columns':[],'until':'==','rows':[]}",
        "{'op':'commit','durable':true}",
        "{'op':'abort'}",
        "{'op':'comment','comment':'why'}",
        "{'op':'assert','lock':'mine'}",
      })
  void operationsPrintAsTheyWereRead(String text) throws Exception {
    assertThat(print(parse(text))).isEqualTo(text);
  }

  @Test
  void unknownMemberComesBeforeErrorsInside() {
    String text = "{'op':'update','table':'T','where':[['zz','==',1]],'row':{'yy':1},'x':1}";
    OvsdbException thrown = catchThrowableOfType(OvsdbException.class, () -> parse(text));
    assertThat(thrown.error().tag()).isEqualTo("syntax error");
    assertThat(thrown.error().details()).contains("ovsdb operation 1 of 1", "'x'");
  }

  @Test
  void missingMemberComesBeforeUnknownOnes() {
    OvsdbException thrown =
        catchThrowableOfType(
            OvsdbException.class, () -> parse("{'op':'delete','x':1,'table':'T'}"));
    assertThat(thrown.error().details()).contains("'where'").doesNotContain("'x'");
  }

  @Test
  void resultsReadBackAsTheyWereWritten() throws Exception {
    List<Operation> operations = new ArrayList<>();
    operations.add(parse("{'op':'insert','table':'T','row':{}}"));
    operations.add(parse("{'op':'select','table':'T','where':[],'columns':['i']}"));
    operations.add(parse("{'op':'delete','table':'T','where':[]}"));
    operations.add(parse("{'op':'comment','comment':'x'}"));
    String text =
        "[{'uuid':['uuid','00000000-0000-0000-0000-000000000001']},{'rows':[{'i':3}]},"
            + "{'count':2},{}]";
    TransactionResult result = ResultJson.parse(json(text), operations);
    assertThat(result.error()).isEmpty();
    assertThat(print(result)).isEqualTo(text);
  }

  @Test
  void errorOfACommitIsOneResultMore() throws Exception {
    List<Operation> operations = List.of(parse("{'op':'comment','comment':'x'}"));
    String text = "[{},{'error':'constraint violation','details':'why'}]";
    TransactionResult result = ResultJson.parse(json(text), operations);
    assertThat(result.error().orElseThrow().details()).isEqualTo("why");
    assertThat(print(result)).isEqualTo(text);
  }

  @Test
  void operationsAfterAnErrorWereNotExecuted() throws Exception {
    Operation comment = parse("{'op':'comment','comment':'x'}");
    String text = "[{'error':'aborted'},null]";
    TransactionResult result = ResultJson.parse(json(text), List.of(comment, comment));
    assertThat(result.results().getLast()).isEqualTo(new OperationResult.NotExecuted());
    assertThat(print(result)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "[{},{}]", "[{},null,null]", "[3]"})
  void whatIsNoAnswerIsRefused(String text) throws Exception {
    List<Operation> operations = List.of(parse("{'op':'comment','comment':'x'}"));
    OvsdbException thrown =
        catchThrowableOfType(OvsdbException.class, () -> ResultJson.parse(json(text), operations));
    assertThat(thrown.error().tag()).isEqualTo("syntax error");
  }

  private static String print(TransactionResult result) {
    JsonWriter out = new JsonWriter();
    ResultJson.write(out, result);
    return out.toString().replace('"', '\'');
  }
}
