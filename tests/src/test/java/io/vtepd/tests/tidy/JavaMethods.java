package io.vtepd.tests.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Every method of some source files with its length, as the compiler's own parser sees it. */
final class JavaMethods {

  record Method(String file, String name, long firstLine, long lastLine) {
    long lineCount() {
      return lastLine - firstLine + 1;
    }

    @Override
    public String toString() {
      return file + ":" + firstLine + " " + name;
    }
  }

  private JavaMethods() {}

  static List<Method> in(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Method> methods = new ArrayList<>();
    try (StandardJavaFileManager sources = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  sources,
                  null,
                  List.of("-proc:none"),
                  null,
                  sources.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            methods.add(measure(unit, method, positions));
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    }
    return methods;
  }

  private static Method measure(
      CompilationUnitTree unit, MethodTree method, SourcePositions positions) {
    long start = positions.getStartPosition(unit, method);
    long end = positions.getEndPosition(unit, method);
    return new Method(
        Path.of(unit.getSourceFile().toUri()).getFileName().toString(),
        method.getName().toString(),
        start < 0 ? 0 : unit.getLineMap().getLineNumber(start),
        end < 0 ? 0 : unit.getLineMap().getLineNumber(end));
  }
}
