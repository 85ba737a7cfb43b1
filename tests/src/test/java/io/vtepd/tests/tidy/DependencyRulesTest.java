package io.vtepd.tests.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;

/** Who may depend on whom; the map is in README.md. */
@AnalyzeClasses(packages = "io.vtepd", importOptions = ProductionCode.class)
class DependencyRulesTest {

  private static final String[] JDK = {"java..", "javax.."};
  private static final String[] SCHEMA = {"io.vtepd.ovsdb..", "io.vtepd.vtep.."};

  @ArchTest
  void packagesAreFreeOfCycles(JavaClasses all) {
    slices().matching("io.vtepd.(**)").should().beFreeOfCycles().check(all);
  }

  @ArchTest
  void schemaIsALeaf(JavaClasses all) {
    only(all, SCHEMA, SCHEMA, new String[] {"com.fasterxml.jackson.core..", "io.netty.."});
    noClasses()
        .that()
        .resideInAnyPackage(SCHEMA)
        .and()
        .resideOutsideOfPackage("io.vtepd.ovsdb.rpc")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(all);
    noClasses()
        .that()
        .resideInAnyPackage(SCHEMA)
        .and()
        .resideOutsideOfPackage("io.vtepd.ovsdb.json")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml..")
        .check(all);
  }

  @ArchTest
  void tlsIsALeaf(JavaClasses all) {
    String[] own = {"io.vtepd.tls.."};
    only(all, own, own, new String[] {"io.netty..", "org.bouncycastle..", "org.slf4j.."});
    noClasses()
        .that()
        .resideOutsideOfPackages("io.vtepd.tls.pki", "io.vtepd.tls.context")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .check(all);
  }

  @ArchTest
  void bridgeKnowsNoDaemon(JavaClasses all) {
    String[] own = {"io.vtepd.bridge.."};
    only(
        all,
        own,
        concat(own, SCHEMA, new String[] {"io.vtepd.tls.."}),
        new String[] {"io.netty..", "org.slf4j..", "org.pcap4j.."});
  }

  /** libpcap waits in native code, and needs threads of its own. */
  @ArchTest
  void onlyCapturesKnowPcap4j(JavaClasses all) {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.vtepd.bridge.capture", "io.vtepd.lab.capture")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.pcap4j..")
        .check(all);
  }

  @ArchTest
  void onlyAppKnowsBothHalves(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage("io.vtepd.daemon..")
        .and()
        .resideOutsideOfPackage("io.vtepd.daemon.app")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vtepd.bridge..")
        .check(all);
  }

  @ArchTest
  void theCoreHasNoNettyNoClockAndNoFiles(JavaClasses all) {
    String[] pure = {
      "io.vtepd.bridge.desired..",
      "io.vtepd.daemon.database..",
      "io.vtepd.daemon.transact..",
      "io.vtepd.daemon.monitor.."
    };
    noClasses()
        .that()
        .resideInAnyPackage(pure)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "java.io..", "java.nio.file..", "java.net..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .check(all);
  }

  @ArchTest
  void storageKnowsNoNetty(JavaClasses all) {
    noClasses()
        .that()
        .resideInAPackage("io.vtepd.daemon.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(all);
  }

  private static void only(
      JavaClasses all, String[] these, String[] mayUse, String[] andLibraries) {
    classes()
        .that()
        .resideInAnyPackage(these)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(concat(JDK, mayUse, andLibraries))
        .check(all);
  }

  private static String[] concat(String[]... parts) {
    return Stream.of(parts).flatMap(Stream::of).toArray(String[]::new);
  }
}
