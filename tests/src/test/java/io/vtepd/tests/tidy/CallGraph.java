package io.vtepd.tests.tidy;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which code of some classes calls which. A call of a method may be one of each that overrides it.
 */
final class CallGraph {

  private final JavaClasses classes;
  private final Map<JavaMethod, Set<JavaMethod>> overriding = new HashMap<>();
  private final Set<JavaMethod> calledFromOutside = new HashSet<>();

  CallGraph(JavaClasses classes) {
    this.classes = classes;
    methods().forEach(this::addOverridden);
  }

  List<JavaMethod> methods() {
    return classes.stream().flatMap(type -> type.getMethods().stream()).toList();
  }

  /** Methods that the JDK or a library may call: theirs are overridden, or {@code main}. */
  Set<JavaMethod> calledFromOutside() {
    return Set.copyOf(calledFromOutside);
  }

  /** What these call, and what that calls, and so on; they themselves, too. */
  Set<JavaCodeUnit> reachedFrom(Collection<? extends JavaCodeUnit> first) {
    Set<JavaCodeUnit> reached = new HashSet<>();
    Deque<JavaCodeUnit> open = new ArrayDeque<>(first);
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.pop();
      if (reached.add(unit)) {
        for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
          JavaMember target = access.getTarget().resolveMember().orElse(null);
          if (target instanceof JavaCodeUnit called) {
            open.add(called);
          }
        }
        if (unit instanceof JavaMethod method) {
          open.addAll(overriding.getOrDefault(method, Set.of()));
        }
      }
    }
    return reached;
  }

  private void addOverridden(JavaMethod method) {
    if (method.getName().equals("main")) {
      calledFromOutside.add(method);
    }
    JavaClass owner = method.getOwner();
    Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
        .flatMap(type -> type.getMethods().stream())
        .filter(above -> mayBeOverridden(above, method))
        .forEach(above -> {
          if (classes.contain(above.getOwner().getName())) {
            overriding.computeIfAbsent(above, same -> new HashSet<>()).add(method);
          } else {
            calledFromOutside.add(method);
          }
        });
  }

  /** Without a look at the types, which generic ones have in other words. */
  private static boolean mayBeOverridden(JavaMethod above, JavaMethod method) {
    return above.getName().equals(method.getName())
        && above.getRawParameterTypes().size() == method.getRawParameterTypes().size();
  }
}
