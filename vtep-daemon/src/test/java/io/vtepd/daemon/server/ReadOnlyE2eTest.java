package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server whose clients may only read, as a backup's. */
class ReadOnlyE2eTest {

  private static final String INSERT =
      "{'id':1,'method':'transact','params':['db',{'op':'insert','table':'Thing','row':{}}]}";
  private static final String SELECT =
      "{'id':1,'method':'transact','params':['db',{'op':'select','table':'Thing','where':[]}]}";

  private final ServerFixture fixture = new ServerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private void setReadOnly(boolean readOnly) {
    fixture.server().setReadOnly(readOnly).orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void clientsReadAndMayNeitherWriteNorLock() {
    setReadOnly(true);
    RawClient client = fixture.client();
    assertThat(client.ask(INSERT))
        .contains("insert operation not allowed when database server is in read only mode")
        .contains("'error':'not allowed'");
    assertThat(client.ask(SELECT)).contains("'rows':[]");
    for (String method : List.of("lock", "steal", "unlock")) {
      assertThat(client.ask("{'id':2,'method':'" + method + "','params':['l']}"))
          .contains("'error':'lock and unlock methods not allowed, DB server is read only.'");
    }
    String schema = "{'name':'db','tables':{'T':{'columns':{'n':{'type':'real'}}}}}";
    assertThat(client.ask("{'id':3,'method':'convert','params':['db'," + schema + "]}"))
        .contains("convert operation not allowed");
  }

  @Test
  void theProcessItselfMayWrite() throws Exception {
    setReadOnly(true);
    DatabaseSchema schema =
        fixture.server().contents().get(10, TimeUnit.SECONDS).get("db").schema();
    Operation insert = new Operation.Insert(schema.requireTable("Thing"), new Uuid(1, 1), Map.of());
    assertThat(
            fixture
                .server()
                .sink("db")
                .transact(List.of(insert))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .error())
        .isEmpty();
  }

  @Test
  void aChangeDisconnectsEverybodyOnce() {
    RawClient before = fixture.client();
    before.ask(SELECT);
    setReadOnly(true);
    assertThat(before.read()).isEqualTo("end");
    RawClient between = fixture.client();
    between.ask(SELECT);
    setReadOnly(true);
    assertThat(between.ask(SELECT)).as("no change").contains("rows");
    setReadOnly(false);
    assertThat(between.read()).isEqualTo("end");
    assertThat(fixture.client().ask(INSERT)).contains("uuid");
  }
}
