/**
 * What is on a wire: VXLAN packets of one interface, a line each, and into a pcap file.
 *
 * <p>Flow: {@link io.vtepd.bridge.capture.FrameSource} (pcap4j behind it) gives raw frames; {@link
 * io.vtepd.bridge.capture.OuterDecoder} finds VXLAN in them; {@link
 * io.vtepd.bridge.capture.InnerSummary} puts the tenant's frame into words; {@link
 * io.vtepd.bridge.capture.VxlanCapture} filters, counts, prints and writes. All but the source and
 * the file are pure. pcap4j and JNA do not leave {@link io.vtepd.bridge.capture.PcapSource}; they
 * need libpcap, {@code --enable-native-access=ALL-UNNAMED} and the module java.sql (pcap4j's time
 * stamps).
 *
 * <p>Invariants: bytes from the wire never throw out of a decoder; what is cut short is printed as
 * far as it goes and marked; nothing but numbers and words of ours is printed of a packet.
 */
package io.vtepd.bridge.capture;
