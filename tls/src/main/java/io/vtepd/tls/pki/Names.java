package io.vtepd.tls.pki;

import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** Subject and issuer names. */
final class Names {
  /** ovs-pki's authorities sign no request of another organization than their own. */
  private static final String ORGANIZATION = "Open vSwitch";

  private Names() {}

  static X500Name of(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build();
  }

  /** A name that an authority of ovs-pki signs. */
  static X500Name inOrganization(String commonName) {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, ORGANIZATION)
        .addRDN(BCStyle.CN, commonName)
        .build();
  }

  /** As an authority's index has it, {@code /O=Open vSwitch/CN=gw}; one line, printable ASCII. */
  static String oneLine(X500Name name) {
    StringBuilder line = new StringBuilder();
    for (RDN rdn : name.getRDNs()) {
      for (AttributeTypeAndValue part : rdn.getTypesAndValues()) {
        String symbol = BCStyle.INSTANCE.oidToDisplayName(part.getType());
        line.append('/').append(symbol == null ? part.getType().getId() : symbol).append('=');
        IETFUtils.valueToString(part.getValue()).chars().forEach(c -> append(line, c));
      }
    }
    return line.toString();
  }

  private static void append(StringBuilder line, int c) {
    if (c >= ' ' && c <= '~') {
      line.append((char) c);
    } else {
      line.append(String.format("\\x%02X", c));
    }
  }
}
