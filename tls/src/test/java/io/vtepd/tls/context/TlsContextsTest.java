package io.vtepd.tls.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.PkiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TlsContextsTest {
  @TempDir Path directory;

  private static void replace(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void aReloadServesNewChannelsAndAFailedOneChangesNothing() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    TlsContexts contexts = pki.contexts("a");
    pki.issue("b");
    TlsContext first = contexts.current();
    replace(pki.key("b"), pki.key("a"));
    assertThatThrownBy(() -> contexts.reload(Instant.now())).isInstanceOf(PkiException.class);
    assertThat(contexts.current()).isSameAs(first);
    replace(pki.certificate("b"), pki.certificate("a"));
    assertThat(contexts.reload(Instant.now())).isSameAs(contexts.current());
    assertThat(contexts.current().certificate()).isNotEqualTo(first.certificate());
  }

  @Test
  void theServerSideAlwaysWantsACertificate() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    TlsContext context = pki.contexts("a").current();
    assertThat(context.serverEngine().getNeedClientAuth()).isTrue();
    assertThat(context.serverEngine().getEnabledProtocols())
        .containsExactlyInAnyOrder("TLSv1.2", "TLSv1.3");
    assertThat(context.clientEngine().getSSLParameters().getEndpointIdentificationAlgorithm())
        .isNull();
    assertThat(context.serverEngine().getEnabledCipherSuites())
        .isNotEmpty()
        .noneMatch(suite -> suite.contains("NULL") || suite.contains("anon"))
        .allMatch(suite -> suite.matches("TLS_AES.*|TLS_CHACHA.*|TLS_(EC)?DHE_.*(GCM|POLY1305).*"));
  }

  @Test
  void optionsAreChecked() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    TlsSettings usual = pki.settings("a");
    assertThatThrownBy(() -> usual.with(List.of("TLSv1.1"), List.of()))
        .hasMessageContaining("older ones are broken");
    TlsSettings odd = usual.with(List.of("TLSv1.2"), List.of("kEDH"));
    assertThatThrownBy(() -> TlsContexts.load(odd, Instant.now()))
        .hasMessageStartingWith(
            "TLS cipher 'kEDH' is not known; give names of RFCs or OpenSSL, of {");
    assertThatThrownBy(() ->
            TlsContexts.load(
                pki.settings("a", new CaFile.Given(directory.resolve("none"))), Instant.now()))
        .hasMessageContaining("no such file");
  }

  @Test
  void namedCiphersRestrictTheirProtocolOnly() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    TlsSettings usual = pki.settings("a");
    String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    TlsContexts contexts =
        TlsContexts.load(
            usual.with(
                TlsSettings.DEFAULT_PROTOCOLS,
                List.of("ECDHE-ECDSA-AES128-GCM-SHA256", "!aNULL", "!MD5")),
            Instant.now());
    assertThat(contexts.current().serverEngine().getEnabledCipherSuites())
        .contains(suite, "TLS_AES_256_GCM_SHA384")
        .doesNotContain("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    assertThat(contexts.warmUp().lastMicros()).isPositive();
  }

  @Test
  void anExpiredCertificateIsNotUsed() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    pki.issueExpired("old");
    assertThatThrownBy(() -> pki.contexts("old")).hasMessageContaining("expired at");
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void warmHandshakesAreFarBelowWhatControllersAllow(KeyKind kind) throws IOException {
    TestPki pki = new TestPki(directory, "ca", kind);
    WarmUp warmUp = pki.contexts("a").warmUp();
    assertThat(warmUp.lastMicros()).isBetween(1L, 400_000L);
    assertThat(warmUp.firstMicros()).isPositive();
  }

  @Test
  void warmingUpNeedsNoPeerEvenBeforeTheBootstrap() throws IOException {
    TestPki pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    CaFile absent = new CaFile.Bootstrap(directory.resolve("absent.pem"));
    TlsContexts contexts = TlsContexts.load(pki.settings("a", absent), Instant.now());
    assertThat(contexts.warmUp().lastMicros()).isPositive();
    assertThat(contexts.current().isBootstrapping()).isTrue();
  }
}
