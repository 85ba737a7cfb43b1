package io.vtepd.bridge.capture;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.packet.namednumber.DataLinkType;

/** Frames of a live interface through libpcap, with a filter in the kernel. */
final class PcapSource implements FrameSource {

  private static final Path INTERFACES = Path.of("/sys/class/net");
  private static final int WAIT_MS = 100;

  private final String interfaceName;
  private final PcapHandle handle;

  private PcapSource(String interfaceName, PcapHandle handle) {
    this.interfaceName = interfaceName;
    this.handle = handle;
  }

  static PcapSource open(CaptureOptions options) throws CaptureException {
    String name = options.interfaceName();
    if (name.contains("/") || !Files.exists(INTERFACES.resolve(name))) {
      throw new CaptureException(
          "no network interface named " + name + " on this host: see `ip link`");
    }
    PcapSource source = new PcapSource(name, activate(options));
    try {
      source.prepare(options.udpPort());
      return source;
    } catch (CaptureException failure) {
      source.close();
      throw failure;
    }
  }

  private static PcapHandle activate(CaptureOptions options) throws CaptureException {
    try {
      return new PcapHandle.Builder(options.interfaceName())
          .snaplen(options.snapLengthBytes())
          .promiscuousMode(PromiscuousMode.PROMISCUOUS)
          .timeoutMillis(WAIT_MS)
          .immediateMode(true)
          .build();
    } catch (PcapNativeException failure) {
      throw explain(options.interfaceName(), failure);
    } catch (LinkageError missing) {
      throw new CaptureException(
          "libpcap cannot be loaded, install it (Debian: libpcap0.8): " + missing.getMessage(),
          missing);
    }
  }

  private static CaptureException explain(String name, PcapNativeException failure) {
    String text = String.valueOf(failure.getMessage());
    if (text.contains("ermission") || text.contains("not permitted")) {
      return new CaptureException(
          "no permission to capture on " + name + ": run as root or with CAP_NET_RAW", failure);
    }
    return new CaptureException("cannot capture on " + name + ": " + text, failure);
  }

  private void prepare(int udpPort) throws CaptureException {
    if (!handle.getDlt().equals(DataLinkType.EN10MB)) {
      throw new CaptureException(
          interfaceName + " carries " + handle.getDlt() + ", only Ethernet is understood");
    }
    String port = "udp dst port " + udpPort;
    try {
      handle.setFilter(port + " or (vlan and " + port + ")", BpfCompileMode.OPTIMIZE);
    } catch (PcapNativeException | NotOpenException failure) {
      throw new CaptureException("cannot filter on " + interfaceName, failure);
    }
  }

  @Override
  public Optional<CapturedFrame> next() throws CaptureException {
    try {
      byte[] bytes = handle.getNextRawPacketEx();
      int length = handle.getOriginalLength() == null ? bytes.length : handle.getOriginalLength();
      return Optional.of(
          new CapturedFrame(handle.getTimestamp().toInstant(), ByteBuffer.wrap(bytes), length));
    } catch (TimeoutException nothing) {
      return Optional.empty();
    } catch (PcapNativeException | NotOpenException | EOFException failure) {
      throw new CaptureException(
          "the capture on " + interfaceName + " ended: " + failure.getMessage(), failure);
    }
  }

  @Override
  public void close() {
    handle.close();
  }
}
