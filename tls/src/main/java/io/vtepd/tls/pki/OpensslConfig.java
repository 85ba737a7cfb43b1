package io.vtepd.tls.pki;

/** {@code ca.cnf} of an authority's folder: with it ovs-pki and {@code openssl ca} use our CA. */
final class OpensslConfig {
  static final String TEXT =
      """
      # For openssl-ca(1), to be run in this folder. ovs-pki does so, and signs with [usr_cert].
      [ca]
      default_ca = authority

      [authority]
      certificate = ./cacert.pem
      private_key = ./private/cakey.pem
      database = ./index.txt
      serial = ./serial
      crlnumber = ./crlnumber
      new_certs_dir = ./newcerts
      default_md = sha256
      default_days = 3650
      default_crl_days = 30
      policy = names
      unique_subject = no
      copy_extensions = copy

      [names]
      organizationName = match
      commonName = supplied
      countryName = optional
      stateOrProvinceName = optional
      localityName = optional
      organizationalUnitName = optional

      [usr_cert]
      basicConstraints = CA:false
      """;

  private OpensslConfig() {}
}
