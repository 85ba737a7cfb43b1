package io.vtepd.tests.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.vtepd.vtep.VtepRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * No method of production code is there for tests only, or for nobody: what the JDK, a library or a
 * launcher calls leads to it. A package-private one may serve the tests beside it.
 */
@AnalyzeClasses(packages = "io.vtepd", importOptions = ProductionCode.class)
class UnusedMethodsTest {

  private static final String LITERAL = "tests of many packages write such a value with it";
  private static final String KEYS = "tests of several modules make their keys with it";
  private static final String READ_BACK = "a learn action that is read back may have it";
  private static final String COMPARED = "tests of several packages compare all that there is";

  /** Public ones that tests alone call, and why. They may only become fewer. */
  private static final Map<String, String> EXCEPTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("io.vtepd.ovsdb.value.Uuid.of", LITERAL),
              Map.entry("io.vtepd.bridge.openflow.Ofport.of", LITERAL),
              Map.entry("io.vtepd.bridge.openflow.wire.OpaqueBytes.ofHex", LITERAL),
              Map.entry("io.vtepd.tls.context.TlsSettings.of", KEYS),
              Map.entry("io.vtepd.tls.pki.CertificateAuthority.create", KEYS),
              Map.entry("io.vtepd.tls.pki.CertificateAuthority.issue", KEYS),
              Map.entry("io.vtepd.tls.pki.PemText.writePrivateKey", KEYS),
              Map.entry("io.vtepd.bridge.openflow.action.Learn$Builder.idleTimeoutS", READ_BACK),
              Map.entry("io.vtepd.bridge.openflow.action.Learn$Builder.sendFlowRemoved", READ_BACK),
              Map.entry("io.vtepd.bridge.openflow.action.Learn$Builder.deleteLearned", READ_BACK),
              Map.entry("io.vtepd.bridge.openflow.channel.OpenFlowChannel.dumpFlows", COMPARED),
              Map.entry("io.vtepd.bridge.openvswitch.pipeline.Pipeline.flows", COMPARED),
              Map.entry("io.vtepd.bridge.openvswitch.pipeline.PipelineChange.isEmpty", COMPARED),
              Map.entry("io.vtepd.bridge.desired.DesiredModel.empty", COMPARED),
              Map.entry("io.vtepd.daemon.metrics.Histogram.count", COMPARED),
              Map.entry("io.vtepd.bridge.desired.DesiredSwitch.ingresses", COMPARED)));

  /** The text of all tests of a package. */
  private final Map<String, String> testsOfPackage =
      Checkout.files(".java").stream()
          .filter(file -> Checkout.name(file).contains("/src/test/java/"))
          .collect(
              Collectors.toMap(
                  file -> packageOf(Checkout.name(file)), Checkout::read, String::concat));

  @ArchTest
  void everyMethodHasACallerBesidesTests(JavaClasses production) {
    CallGraph calls = new CallGraph(production);
    List<JavaCodeUnit> roots = roots(production, calls);
    calls.methods().stream()
        .filter(method -> EXCEPTIONS.containsKey(name(method)))
        .forEach(roots::add);
    assertThat(unreached(calls, roots)).isEmpty();
  }

  @ArchTest
  void everyExceptionIsStillOne(JavaClasses production) {
    CallGraph calls = new CallGraph(production);
    assertThat(unreached(calls, roots(production, calls))).containsAll(EXCEPTIONS.keySet());
  }

  private static Set<String> unreached(CallGraph calls, List<JavaCodeUnit> roots) {
    Set<JavaCodeUnit> reached = calls.reachedFrom(roots);
    return calls.methods().stream()
        .filter(method -> !reached.contains(method))
        .filter(method -> !method.getModifiers().contains(JavaModifier.SYNTHETIC))
        .map(UnusedMethodsTest::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Where a walk along the calls begins. */
  private List<JavaCodeUnit> roots(JavaClasses production, CallGraph calls) {
    List<JavaCodeUnit> roots = new ArrayList<>(calls.calledFromOutside());
    for (JavaClass type : production) {
      type.getStaticInitializer().ifPresent(roots::add);
      roots.addAll(type.getConstructors());
    }
    calls.methods().stream()
        .filter(method -> isMadeByTheCompiler(method) || isColumn(method) || isSeam(method))
        .forEach(roots::add);
    return roots;
  }

  private static boolean isMadeByTheCompiler(JavaMethod method) {
    JavaClass owner = method.getOwner();
    return owner.isRecord()
            && method.getRawParameterTypes().isEmpty()
            && owner.tryGetField(method.getName()).isPresent()
        || owner.isEnum() && Set.of("values", "valueOf").contains(method.getName());
  }

  /** The typed rows have every column of the schema, those that nothing reads yet, too. */
  private static boolean isColumn(JavaMethod method) {
    return method.getOwner().isAssignableTo(VtepRow.class);
  }

  /** Whether tests beside it call a method of that name, and nobody farther away can. */
  private boolean isSeam(JavaMethod method) {
    Set<JavaModifier> modifiers = method.getModifiers();
    if (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PRIVATE)) {
      return false;
    }
    String tests = testsOfPackage.getOrDefault(method.getOwner().getPackageName(), "");
    return Pattern.compile("(\\.|::)" + method.getName() + "\\b").matcher(tests).find();
  }

  private static String name(JavaMethod method) {
    return method.getOwner().getName() + "." + method.getName();
  }

  private static String packageOf(String file) {
    return file.substring(file.indexOf("/java/") + "/java/".length(), file.lastIndexOf('/'))
        .replace('/', '.');
  }
}
