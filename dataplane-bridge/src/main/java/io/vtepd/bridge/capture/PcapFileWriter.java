package io.vtepd.bridge.capture;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Writes the classic pcap format: a 24-byte header, then every frame behind 16 bytes of time and
 * lengths, little-endian, microseconds, link type Ethernet.
 */
final class PcapFileWriter implements Closeable {

  private static final int MAGIC = 0xa1b2c3d4;
  private static final short MAJOR = 2;
  private static final short MINOR = 4;
  private static final int ETHERNET = 1;

  private final OutputStream out;
  private final WritableByteChannel channel;

  PcapFileWriter(Path file, int snapLengthBytes) throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file));
    channel = Channels.newChannel(out);
    ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(MAGIC).putShort(MAJOR).putShort(MINOR).putInt(0).putInt(0);
    header.putInt(snapLengthBytes).putInt(ETHERNET).flip();
    channel.write(header);
  }

  /** Appends a frame; it is in the file at once, so that a reader may follow. */
  void write(CapturedFrame frame) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    Instant time = frame.time();
    header.putInt((int) time.getEpochSecond()).putInt(time.getNano() / 1000);
    header.putInt(frame.bytes().remaining()).putInt(frame.wireLengthBytes()).flip();
    channel.write(header);
    channel.write(frame.bytes().duplicate());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
