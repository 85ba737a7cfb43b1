package io.vtepd.lab.capture;

/**
 * An interface that is watched.
 *
 * @param node the guest or router that it belongs to
 * @param device its name there
 * @param filter a pcap filter; empty for everything
 */
public record CapturePoint(String node, String device, String filter) {

  @Override
  public String toString() {
    return node + " " + device;
  }
}
