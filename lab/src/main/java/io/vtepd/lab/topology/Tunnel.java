package io.vtepd.lab.topology;

/**
 * A VXLAN port of a hypervisor's bridge, whose flows set the VNI.
 *
 * @param to the host at the other end
 * @param ofport the OpenFlow port number that the flows use, 1 to 65279
 */
public record Tunnel(String to, int ofport) {

  public Tunnel {
    if (ofport < 1 || ofport > 0xfeff) {
      throw new IllegalArgumentException("ofport " + ofport);
    }
  }
}
