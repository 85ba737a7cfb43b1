package io.vtepd.lab.capture;

import io.vtepd.lab.net.Netns;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Moves the calling thread, and no other, into a named network namespace with setns(2). A socket
 * stays in the namespace that it was opened in.
 */
final class NamespaceDoor {

  private static final int CLONE_NEWNET = 0x40000000;
  private static final int READ_ONLY = 0;

  private final MethodHandle open;
  private final MethodHandle setns;
  private final MethodHandle close;

  NamespaceDoor() {
    Linker linker = Linker.nativeLinker();
    open =
        function(
            linker,
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    setns =
        function(
            linker,
            "setns",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    close =
        function(
            linker, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  // The three functions are libc's, called as their manual pages say.
  @SuppressWarnings("restricted")
  private static MethodHandle function(
      Linker linker, String name, FunctionDescriptor form, Linker.Option... options) {
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), form, options);
  }

  /** Enters it for good: the thread must be a platform thread that ends when it is done. */
  void enter(Netns namespace) throws IOException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("a virtual thread has no namespace of its own");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom("/run/netns/" + namespace.name());
      int descriptor = (int) open.invokeExact(path, READ_ONLY);
      if (descriptor < 0) {
        throw new IOException("no namespace " + namespace.name());
      }
      int entered = (int) setns.invokeExact(descriptor, CLONE_NEWNET);
      int closed = (int) close.invokeExact(descriptor);
      if (entered != 0 || closed != 0) {
        throw new IOException("namespace " + namespace.name() + " cannot be entered: not root?");
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
