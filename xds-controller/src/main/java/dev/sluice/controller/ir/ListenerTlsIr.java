package dev.sluice.controller.ir;

import java.util.List;
import java.util.Optional;

/**
 * The settings of a listener that terminates TLS.
 *
 * @param minVersion {@code 1.2} or {@code 1.3}
 * @param maxVersion {@code 1.2} or {@code 1.3}
 * @param cipherSuites the cipher suites of TLS 1.2; empty for the default
 * @param alpn the offered protocols; empty for those of the listener
 */
public record ListenerTlsIr(
    String minVersion,
    String maxVersion,
    List<String> cipherSuites,
    List<String> alpn,
    Optional<ClientCertificatesIr> clientCertificates) {
  /** The newest version. */
  public static final String TLS_1_3 = "1.3";

  /** The settings of a listener without any. */
  public static final ListenerTlsIr DEFAULT =
      new ListenerTlsIr("1.2", TLS_1_3, List.of(), List.of(), Optional.empty());

  public ListenerTlsIr {
    if (minVersion.compareTo(maxVersion) > 0) {
      throw new IllegalArgumentException(
          "min_version " + minVersion + " is newer than max_version " + maxVersion);
    }
    cipherSuites = List.copyOf(cipherSuites);
    if (minVersion.equals(TLS_1_3) && !cipherSuites.isEmpty()) {
      throw new IllegalArgumentException(
          "cipher_suites are those of TLS 1.2; remove them or allow min_version 1.2");
    }
    alpn = List.copyOf(alpn);
  }
}
