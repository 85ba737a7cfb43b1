package io.vtepd.tests.tidy;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes that users get: those whose source stands under a module's {@code src/main}. */
public final class ProductionCode implements ImportOption {

  private static final String SOURCES = "/src/main/java/";

  /** Path of each top-level class inside its module, without an ending. */
  private final Set<String> sources =
      Checkout.files(".java").stream()
          .map(Checkout::name)
          .filter(name -> name.contains(SOURCES) && !name.startsWith("tests/"))
          .map(name -> name.substring(name.indexOf(SOURCES) + SOURCES.length()))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public boolean includes(Location location) {
    String path = location.asURI().toString();
    int start = path.lastIndexOf("/io/vtepd/") + 1;
    int end = path.indexOf('$', start);
    return sources.contains(
        path.substring(start, end < 0 ? path.length() - ".class".length() : end));
  }
}
