package io.vtepd.daemon.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The datagram socket that systemd listens on. The JDK has Unix sockets for streams only, so this
 * calls the C library; it is Linux's layout of {@code sockaddr_un}, unix(7).
 *
 * <p>For any thread: each datagram has a socket of its own.
 */
public final class NotifySocket {

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;

  /** Bytes of {@code sun_family}, which stands before the path. */
  private static final int FAMILY_BYTES = 2;

  /** Bytes of {@code sun_path}; a path has a NUL behind it. */
  private static final int PATH_BYTES = 108;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout FAILURE = Linker.Option.captureStateLayout();
  private static final long ERRNO =
      FAILURE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET =
      function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SENDTO =
      function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE =
      function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final String name;
  private final byte[] address;

  /**
   * @param name a path, or {@code @} and a name of Linux's abstract namespace
   * @throws IllegalArgumentException if it is neither, or too long
   */
  public NotifySocket(String name) {
    boolean isAbstract = name.startsWith("@");
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (!isAbstract && !name.startsWith("/")) {
      throw new IllegalArgumentException(
          "NOTIFY_SOCKET '" + name + "': expected an absolute path, or @ and a name");
    }
    if (path.length < 2 || path.length > PATH_BYTES - (isAbstract ? 0 : 1)) {
      throw new IllegalArgumentException(
          "NOTIFY_SOCKET '" + name + "': expected 2 to " + (PATH_BYTES - 1) + " bytes");
    }
    if (isAbstract) {
      path[0] = 0;
    }
    this.name = name;
    this.address = path;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        Linker.Option.captureCallState("errno"));
  }

  /**
   * Sends a datagram.
   *
   * @param text lines {@code NAME=VALUE}
   * @throws IOException if nobody takes it
   */
  public void send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment failure = arena.allocate(FAILURE);
      int descriptor = (int) SOCKET.invokeExact(failure, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (descriptor < 0) {
        throw failed("socket", failure);
      }
      try {
        MemorySegment message = arena.allocate(Math.max(1, bytes.length));
        MemorySegment.copy(bytes, 0, message, JAVA_BYTE, 0, bytes.length);
        MemorySegment peer = arena.allocate(FAMILY_BYTES + PATH_BYTES, Short.BYTES);
        peer.set(JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(address, 0, peer, JAVA_BYTE, FAMILY_BYTES, address.length);
        int length = FAMILY_BYTES + address.length + (address[0] == 0 ? 0 : 1);
        long sent =
            (long)
                SENDTO.invokeExact(
                    failure, descriptor, message, (long) bytes.length, MSG_NOSIGNAL, peer, length);
        if (sent != bytes.length) {
          throw failed("sendto", failure);
        }
      } finally {
        int closed = (int) CLOSE.invokeExact(failure, descriptor);
        assert closed == 0;
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a call of the C library throws nothing", e);
    }
  }

  private IOException failed(String call, MemorySegment failure) {
    return new IOException(
        "NOTIFY_SOCKET " + name + ": " + call + " failed, errno " + failure.get(JAVA_INT, ERRNO));
  }

  @Override
  public String toString() {
    return name;
  }
}
