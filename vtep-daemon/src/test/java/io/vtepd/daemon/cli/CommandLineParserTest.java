package io.vtepd.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.replication.ReplicationSettings;
import io.vtepd.daemon.server.Limit;
import io.vtepd.tls.context.CaFile;
import io.vtepd.tls.context.TlsSettings;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.PkiDirectory;
import io.vtepd.tls.stream.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineParserTest {

  private static final String KEYS = "--private-key k --certificate c --ca-cert a ";

  private static final String M = "db:hardware_vtep,Global,managers";

  private static Invocation parse(String words) throws UsageException {
    return CommandLineParser.parse(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
  }

  private static RunSettings run(String words) throws UsageException {
    return ((Invocation.Run) parse(("run " + words).strip())).settings();
  }

  private static OvsdbServerSettings server(String words) throws UsageException {
    return ((Invocation.OvsdbServer) parse("ovsdb-server " + words)).settings();
  }

  private static List<String> remotes(RunSettings settings) {
    return settings.remotes().stream().map(Object::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "help",
        "--help",
        "run --help",
        "capture --help --count 3",
        "pki",
        "pki sign --help",
        "controller --help",
        "version --help"
      })
  void helpIsEverywhere(String words) throws UsageException {
    assertThat(parse(words)).isInstanceOf(Invocation.Help.class);
    assertThat(((Invocation.Help) parse(words)).text()).startsWith("usage: vtepd ");
  }

  @ParameterizedTest
  @CsvSource({
    "--monitor,bin/vtepd knows it",
    "--user=ovs:ovs,systemd's User=",
    "--syslog-target=1.2.3.4:514,use --log-file",
    "--config-file=f,use --remote"
  })
  void whatOnlyTheOriginalHasIsToldWithItsReplacement(String option, String instead) {
    assertThatThrownBy(() -> server(option + " x.db"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("unknown option " + option)
        .hasMessageContaining(instead);
  }

  @ParameterizedTest
  @CsvSource({
    "'',INFO",
    "-v,DBG",
    "--verbose,DBG",
    "--verbose=warn,WARN",
    "-vconsole:emer -vsyslog:dbg -vfile:dbg,ERR",
    "-vconsole:emer -vsyslog:err -vfile:info --log-file=/l,INFO",
    "-vANY:file:dbg --log-file=/l,DBG",
    "-vfile:dbg,INFO",
    "-vfile:dbg --detach,DBG",
    "-voff -vconsole:dbg,DBG"
  })
  void verbositySetsTheLevelOfTheDestinationThatThereIs(String words, LogLevel level)
      throws UsageException {
    OvsdbServerSettings settings = server((words + " x.db").strip());
    assertThat(settings.daemon().logLevel()).isEqualTo(level);
    assertThat(settings.databases()).containsExactly(Path.of("x.db"));
  }

  @ParameterizedTest
  @CsvSource({
    "-vserver:dbg,vlog/set",
    "-vdbg:warn,multiple levels",
    "--verbose=PATTERN:console:%m,form of log lines",
    "-v --log-level=dbg,not both"
  })
  void verbosityThatMeansNothingIsRefused(String words, String reason) {
    assertThatThrownBy(() -> server(words + " x.db"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"private-key", "certificate", "ca-cert", "bootstrap-ca-cert"})
  void rowsDoNotTellWhichFilesAreRead(String option) {
    assertThatThrownBy(() -> server("--" + option + "=db:Open_vSwitch,SSL,private_key x.db"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--" + option + "=db:Open_vSwitch,SSL,private_key")
        .hasMessageContaining("name the file here");
  }

  @Test
  void helpNamesEveryOptionOnceAndFitsATerminal() throws UsageException {
    String text = ((Invocation.Help) parse("run --help")).text();
    assertThat(text).containsOnlyOnce("--physical-switch NAME").containsOnlyOnce("--remote TARGET");
    assertThat(text.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void defaultsOfRunServeLocalClientsAndManagers() throws UsageException {
    RunSettings settings = run("");
    assertThat(settings.database())
        .isEqualTo(new DatabasePlace.File(Path.of("/var/lib/vtepd/vtep.db")));
    assertThat(settings.dataPlane())
        .isEqualTo(new DataPlaneSettings.OpenVswitch(Path.of("/var/run/openvswitch")));
    assertThat(settings.macAgeSeconds()).isEqualTo(300);
    assertThat(settings.macLimit()).isEqualTo(16_384);
    assertThat(settings.daemon().controlSocket())
        .isEqualTo(Optional.of(Path.of("/var/run/vtepd/vtepd.ctl")));
    assertThat(settings.daemon().pidFile()).isEmpty();
    assertThat(remotes(settings))
        .containsExactly("punix:/var/run/vtepd/db.sock", "db:hardware_vtep,Global,managers");
  }

  @Test
  void aDatabaseIsAFileOrSomebodyElsesServersByItsScheme() throws UsageException {
    assertThat(run("--db ./tcp:1").database())
        .isEqualTo(new DatabasePlace.File(Path.of("./tcp:1")));
    RunSettings cluster = run(KEYS + "--db ssl:192.0.2.1,tcp:[2001:db8::1]:6641,unix:/db.sock");
    assertThat(((DatabasePlace.Servers) cluster.database()).targets())
        .extracting(Object::toString)
        .containsExactly("ssl:192.0.2.1:6640", "tcp:[2001:db8::1]:6641", "unix:/db.sock");
    assertThat(cluster.remotes()).as("nobody is served").isEmpty();
  }

  @Test
  void limitsAreNamedAndChecked() throws UsageException {
    DaemonSettings settings = run("--limit waits=5 --limit=backlog-bytes=4096").daemon();
    assertThat(settings.limits()).isEqualTo(Map.of(Limit.WAITS, 5L, Limit.BACKLOG_BYTES, 4096L));
    assertThat(run("").daemon().limits()).isEmpty();
    for (String wrong : List.of("waits", "wait=5", "waits=x", "waits=0", "waits=3000000000")) {
      assertThatThrownBy(() -> run("--limit " + wrong))
          .isInstanceOf(UsageException.class)
          .hasMessageStartingWith("--limit");
    }
    assertThatThrownBy(() -> run("--limit waits=1 --limit waits=2")).hasMessageContaining("twice");
  }

  @Test
  void anEmulationNeedsNoOptionsAndLeavesTheSystemAlone() throws UsageException {
    RunSettings one = run("--dataplane memory --rundir /r");
    assertThat(one.dataPlane()).isEqualTo(new DataPlaneSettings.Memory(48, 1));
    assertThat(one.database()).isEqualTo(new DatabasePlace.File(Path.of("/r/vtep.db")));
    assertThat(remotes(one)).contains("punix:/r/db.sock");
    assertThat(one.physicalSwitch())
        .contains(new RunSettings.PhysicalSwitchSettings("vtep1", "198.18.0.1", List.of()));
  }

  @Test
  void eachOfManyVtepsHasNamesAndPortsOfItsOwn() throws UsageException {
    RunSettings last =
        run("--dataplane memory --count 300 --ports 4 --rundir /r --tunnel-ip 192.0.2.255"
                + " --remote ptcp:6640 --remote ptcp:0 --remote tcp:192.0.2.9")
            .vtep(300);
    assertThat(last.database()).isEqualTo(new DatabasePlace.File(Path.of("/r/vtep300.db")));
    assertThat(last.physicalSwitch())
        .contains(new RunSettings.PhysicalSwitchSettings("vtep300", "192.0.4.42", List.of()));
    assertThat(remotes(last)).contains("ptcp:6939", "ptcp:0", "tcp:192.0.2.9:6640");
    assertThat(remotes(run("--dataplane memory --count 2 --rundir /r").vtep(2)))
        .contains("punix:/r/vtep2.sock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--dataplane asic",
        "--ports 4",
        "--count 2",
        "--dataplane memory --ovs-rundir /o",
        "--dataplane memory --count 0",
        "--dataplane memory --count 2 --db /d",
        "--dataplane memory --count 2 --db tcp:192.0.2.1",
        "--dataplane memory --count 2 --physical-switch gw",
        "--dataplane memory --count 2 --remote punix:/s",
        "--dataplane memory --count 1000 --remote ptcp:65000"
      })
  void whatCannotBeEmulatedIsSaid(String words) {
    assertThatThrownBy(() -> run(words)).isInstanceOf(UsageException.class);
  }

  @Test
  void aControllerReadsAFileAndMayListen() throws UsageException {
    ControllerSettings settings =
        ((Invocation.Controller)
                parse("controller --networks n.json --remote ptcp:7000:127.0.0.1 --explain"))
            .settings();
    assertThat(settings.networks()).isEqualTo(Path.of("n.json"));
    assertThat(settings.listening()).containsExactly(Target.parsePassive("ptcp:7000:127.0.0.1"));
    assertThat(settings.name()).isEqualTo("vtepd");
    assertThat(settings.explain()).isTrue();
    assertThat(settings.daemon().controlSocket())
        .contains(Path.of("/var/run/vtepd/controller.ctl"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--name x|--networks FILE is missing",
        "--networks f --remote tcp:127.0.0.1|VTEPs to dial stand in --networks FILE",
        "--networks f --remote pssl:6640|--remote pssl:... needs --private-key",
        "--networks f --explain --detach|leave one of them out",
        "--networks f --name a/b|letters, digits",
        "--networks f --db x|unknown option --db",
        "--networks f g|unexpected argument 'g'"
      })
  void whatAControllerCannotDoIsSaid(String words, String message) {
    assertThatThrownBy(() -> parse("controller " + words))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void keysOpenTheTlsPort() throws UsageException {
    RunSettings settings = run(KEYS + "--rundir /r");
    assertThat(remotes(settings))
        .containsExactly("pssl:6640", "punix:/r/db.sock", "db:hardware_vtep,Global,managers");
    assertThat(settings.daemon().tls().orElseThrow().ca())
        .isEqualTo(new CaFile.Given(Path.of("a")));
  }

  @Test
  void keysThatAreNotNamedStandBesideTheDatabase() throws UsageException {
    DaemonSettings made = run("--db /d/v.db --bootstrap-ca-cert /d/ca").daemon();
    assertThat(made.tls().orElseThrow().privateKeyFile())
        .isEqualTo(Path.of("/d/vtepd-privkey.pem"));
    assertThat(made.tls().orElseThrow().certificateFile()).isEqualTo(Path.of("/d/vtepd-cert.pem"));
    assertThat(made.ownKeys()).isPresent();
    assertThat(run("--db ssl:h --ca-cert a").daemon().ownKeys().orElseThrow().privateKey())
        .isEqualTo(Path.of("/var/lib/vtepd/vtepd-privkey.pem"));
    assertThat(run(KEYS).daemon().ownKeys()).isEmpty();
    assertThat(run("").daemon().tls()).isEmpty();
  }

  @Test
  void protocolsAndPeersAreSaidAsForOpenVswitch() throws UsageException {
    TlsSettings tls =
        run(KEYS
                + "--crl r --peer-name a --peer-name b --ssl-protocols TLSv1.3+"
                + " --ssl-ciphers HIGH:!aNULL --ssl-ciphersuites TLS_AES_128_GCM_SHA256")
            .daemon()
            .tls()
            .orElseThrow();
    assertThat(tls.crlFile()).contains(Path.of("r"));
    assertThat(tls.peerNames()).containsExactly("a", "b");
    assertThat(tls.protocols()).containsExactly("TLSv1.3");
    assertThat(tls.ciphers()).containsExactly("HIGH", "!aNULL", "TLS_AES_128_GCM_SHA256");
    assertThat(
            run(KEYS + "--ssl-protocols TLSv1.2,TLSv1.3").daemon().tls().orElseThrow().protocols())
        .isEqualTo(List.of("TLSv1.2", "TLSv1.3"));
  }

  @Test
  void namedRemotesTakeThePlaceOfTheDefaultOnes() throws UsageException {
    assertThat(remotes(run("--remote ptcp:1234 --remote=db:hardware_vtep,Global,managers")))
        .containsExactly("ptcp:1234", "db:hardware_vtep,Global,managers");
  }

  @Test
  void readOnlyRemotesComeBesideTheOthers() throws UsageException {
    RunSettings settings = run("--rundir /r --remote-read-only ptcp:1234 --remote-read-only " + M);
    assertThat(remotes(settings)).containsExactly("ptcp:1234", M, "punix:/r/db.sock");
    assertThat(settings.remotes()).map(RemoteSpec::readOnly).containsExactly(true, true, false);
    settings = run("--rundir /r --remote-read-only punix:/r/db.sock --dataplane memory --count 1");
    assertThat(remotes(settings)).containsExactly("punix:/r/db.sock", M);
    assertThat(
            run("--dataplane memory --count 2 --remote-read-only ptcp:7000")
                .vtep(2)
                .remotes()
                .getFirst())
        .isEqualTo(new RemoteSpec.Direct(new Target.Ptcp(7001, Optional.empty()), true));
  }

  @Test
  void detachedDaemonsHaveALogFile() throws UsageException {
    assertThat(run("--detach --rundir /r").daemon().logFile())
        .isEqualTo(Optional.of(Path.of("/r/vtepd.log")));
    assertThat(run("").daemon().logFile()).isEmpty();
  }

  @Test
  void pidfileOfRunMayHaveItsValueInTheNextWord() throws UsageException {
    assertThat(run("--pidfile").daemon().pidFile())
        .isEqualTo(Optional.of(Path.of("/var/run/vtepd/vtepd.pid")));
    assertThat(run("--pidfile /p --detach").daemon().pidFile())
        .isEqualTo(Optional.of(Path.of("/p")));
    assertThat(run("--pidfile --mac-age 5").macAgeSeconds()).isEqualTo(5);
    assertThat(run("--mac-limit 9").macLimit()).isEqualTo(9);
    assertThat(
            run("--physical-switch a --tunnel-ip 192.0.2.1 --management-ip 192.0.2.9,2001:DB8::0:1")
                .physicalSwitch()
                .orElseThrow()
                .managementIps())
        .containsExactly("192.0.2.9", "2001:db8::1");
    assertThat(run("--stats-interval 0").statisticsSeconds()).isZero();
    assertThat(run("").statisticsSeconds()).isEqualTo(10);
    assertThat(run("--port-hold 0").portHoldSeconds()).isZero();
    assertThat(run("").portHoldSeconds()).isEqualTo(60);
  }

  @Test
  void pidfileOfTheServerLeavesTheLastWordADatabase() throws UsageException {
    OvsdbServerSettings settings = server("--pidfile a.db --log-file=/l --unixctl=/c b.db");
    assertThat(settings.databases()).containsExactly(Path.of("b.db"));
    assertThat(settings.daemon().pidFile()).isEqualTo(Optional.of(Path.of("a.db")));
    assertThat(settings.daemon().logFile()).isEqualTo(Optional.of(Path.of("/l")));
    assertThat(settings.daemon().controlSocket()).isEqualTo(Optional.of(Path.of("/c")));
    OvsdbServerSettings bare = server("--log-file --pidfile b.db");
    assertThat(bare.databases()).containsExactly(Path.of("b.db"));
    assertThat(bare.daemon().pidFile())
        .isEqualTo(Optional.of(Path.of("/var/run/vtepd/ovsdb-server.pid")));
    assertThat(server("--log-file a.db b.db").databases()).hasSize(2);
  }

  @Test
  void serverTakesTheWordsOfTheOriginal() throws UsageException {
    OvsdbServerSettings settings = server("-p k -c=c -C a --no-chdir --run true b.db");
    assertThat(settings.command()).isEqualTo(Optional.of("true"));
    assertThat(settings.daemon().tls().orElseThrow().ca())
        .isEqualTo(new CaFile.Given(Path.of("a")));
    assertThat(server("b.db").command()).isEmpty();
  }

  @Test
  void aServerIsABackupOfWhomItSyncsFromUnlessItBeginsActive() throws UsageException {
    assertThat(server("a.db").replication()).isEqualTo(ReplicationSettings.NONE);
    ReplicationSettings backup =
        server("--sync-from=tcp:h:1 --sync-exclude-tables=d:T a.db").replication();
    assertThat(backup.from().orElseThrow()).hasToString("tcp:h:1");
    assertThat(backup.excluded()).hasToString("d:T");
    assertThat(backup.backup()).isTrue();
    assertThat(server("--sync-from=tcp:h:1 --active a.db").replication().backup()).isFalse();
  }

  @Test
  void socketsThatNoSystemTakesAreRefused() {
    String tooLong = "/" + "x".repeat(200);
    assertThatThrownBy(() -> run("--unixctl " + tooLong))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--unixctl: ");
    assertThatThrownBy(() -> run("--rundir " + tooLong))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--rundir: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "walk | unknown command 'walk'",
        "run --remot x | did you mean --remote?",
        "run --gibberish | --help lists the options",
        "run here | unexpected argument 'here'",
        "run --db | option --db needs a value",
        "run --db a --db b | --db is given 2 times",
        "run --db= | the file name is missing",
        "run --db tcp: | --db: target 'tcp:': the host is missing",
        "run --db tcp:h:1,h2 | --db: target 'h2': unknown connection method",
        "run --db tcp:h, | --db: target ''",
        "run --db ptcp:6640 | --db: target 'ptcp:6640' listens; give one to dial",
        "run --remote ptcp:1 --remote-read-only ptcp:1 | --remote names it, too",
        "run --remote-read-only tcp | --remote-read-only: ",
        "run --db tcp:h --remote-read-only ptcp:1 | --remote-read-only means nothing",
        "run --db tcp:h --remote punix:/s | --remote means nothing with --db TARGET",
        "run --db tcp:h --cut-damaged | --cut-damaged means nothing with --db TARGET",
        "run --db ssl:h | --db ssl:... needs --ca-cert",
        "run --db tcp:h --private-key k --certificate c --ca-cert a | no target of --db is ssl",
        "run --remote tcp | the host is missing",
        "run --remote db:a,b | expected db:DB,TABLE,COLUMN",
        "run --private-key k | all three",
        "run --ca-cert a --bootstrap-ca-cert b | not both",
        "ovsdb-server --ca-cert a d | all three",
        "run --crl x | means nothing without --private-key",
        "run --peer-name x | means nothing without --private-key",
        "run --ssl-ciphers x | means nothing without --private-key",
        "run --physical-switch a | go together",
        "run --physical-switch a --tunnel-ip x | no IPv4 address",
        "run --physical-switch a --tunnel-ip 2001:db8::1 | no IPv4 address",
        "run --mac-limit 0 | expected 1 to 1000000",
        "run --mac-age 0 | expected 1 to 65535 seconds",
        "run --mac-age 9999999 | expected 1 to 65535 seconds",
        "run --management-ip 192.0.2.9 | needs --physical-switch",
        "run --physical-switch a --tunnel-ip 192.0.2.1 --management-ip host | 'host' is no address",
        "run --stats-interval often | expected 0 to 65535 seconds",
        "run --port-hold -1 | expected 0 to 65535 seconds",
        "run --log-level loud | expected one of off, err, warn, info, dbg",
        "ovsdb-server --active a.db | --active means nothing without --sync-from",
        "ovsdb-server --sync-from=x a.db | --sync-from: target 'x': unknown connection method",
        "ovsdb-server --sync-from=ssl:h a.db | --sync-from ssl:... needs --private-key",
        "ovsdb-server --sync-from=tcp:h --sync-exclude-tables=x a.db | 'x': expected"
            + " DATABASE:TABLE",
        "ovsdb-server | name at least one database file",
        "version 3 | takes no arguments",
        "capture | name the interface",
        "capture -i lo --count 0 | expected a positive number",
        "capture -i lo --vni 16777216 | expected 1 to 16777215",
      })
  void mistakesAreNamed(String words, String message) {
    assertThatThrownBy(() -> parse(words.strip()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void supportTakesTheLogFileAsRunDoes() throws UsageException {
    for (String words : new String[] {"--log-file l --output o", "--log-file=l --output=o"}) {
      SupportSettings settings = ((Invocation.Support) parse("support " + words)).settings();
      assertThat(settings.log()).contains(Path.of("l"));
      assertThat(settings.archive()).contains(Path.of("o"));
    }
  }

  @Test
  void keysAreAskedForByName() throws UsageException {
    Invocation.Pki parsed = (Invocation.Pki) parse("pki request d/gw --key ec --san a,IP:::1");
    PkiSettings.Request request = (PkiSettings.Request) parsed.settings();
    assertThat(request.kind()).isEqualTo(KeyKind.EC_P256);
    assertThat(request.names()).extracting(Object::toString).containsExactly("DNS:a", "IP:::1");
    assertThat(request.maker().files().privateKey()).isEqualTo(Path.of("d/gw-privkey.pem"));
    assertThat(request.maker().replace()).isFalse();
    assertThat(((Invocation.Pki) parse("pki sign gw")).settings())
        .isInstanceOfSatisfying(
            PkiSettings.Sign.class,
            sign -> {
              assertThat(sign.role()).isEqualTo(PkiDirectory.Role.SWITCH);
              assertThat(sign.directory().root()).isEqualTo(PkiDirectory.DEFAULT);
              assertThat(sign.validity()).hasDays(3650);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pki walk | unknown command 'pki walk'",
        "pki request | name the key's files",
        "pki request gw gw2 | unexpected argument 'gw2'",
        "pki request / | no name for a key's files",
        "pki sign gw router | expected switch or controller",
        "pki init --days 0 | expected 1 to 36500",
        "pki init --key dsa | expected one of ec, rsa, rsa3072",
        "pki request gw --san a,,b | --san: '' is no host name",
        "pki sign gw --fingerprint ab | is not a SHA-256 fingerprint",
        "pki show | name at least one file",
        "pki revoke gw --days 0 | expected 1 to 36500",
      })
  void mistakesAboutKeysAreNamed(String words, String message) {
    mistakesAreNamed(words, message);
  }

  @Test
  void oldTlsProtocolsAreRefused() {
    assertThatThrownBy(() -> run(KEYS + "--ssl-protocols TLSv1"))
        .hasMessageContaining("older ones are broken");
  }
}
