package dev.sluice.controller.ir;

import java.util.List;
import java.util.Optional;

/**
 * The TLS settings of the connections to a backend.
 *
 * @param sni the server name that the gateway asks for
 * @param subjectAltNames the names of which the certificate must have one: a DNS name, {@code
 *     *.suffix}, an IP address or a URI
 * @param caSecret the name of the secret with the authorities that may issue the certificate
 * @param minVersion 1.2 or 1.3
 * @param http2 whether an HTTPS backend is called with HTTP/2
 */
public record BackendTlsIr(
    Optional<String> sni,
    List<String> subjectAltNames,
    Optional<String> caSecret,
    String minVersion,
    String maxVersion,
    boolean http2) {
  public BackendTlsIr {
    subjectAltNames = List.copyOf(subjectAltNames);
    if (minVersion.compareTo(maxVersion) > 0) {
      throw new IllegalArgumentException("min_version is above max_version");
    }
  }
}
