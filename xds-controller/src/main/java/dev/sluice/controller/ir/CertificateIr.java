package dev.sluice.controller.ir;

import dev.sluice.common.Secret;
import java.util.Optional;

/**
 * A certificate of a listener or a backend, or the certificates of authorities.
 *
 * @param reference the name that listeners and backends refer to it by
 * @param chain the certificates in PEM, the leaf first
 * @param key the private key in PEM; empty for authorities
 */
public record CertificateIr(String reference, String chain, Optional<Secret> key) {
  private static final String AUTHORITY = "ca/";

  /** Returns the reference of the authorities in a secret. */
  public static String authorityReference(String secret) {
    return AUTHORITY + secret;
  }

  /** Returns whether a reference is one of authorities. */
  public static boolean isAuthority(String reference) {
    return reference.startsWith(AUTHORITY);
  }

  /** Returns the name of the secret of a reference. */
  public static String secret(String reference) {
    return isAuthority(reference) ? reference.substring(AUTHORITY.length()) : reference;
  }
}
