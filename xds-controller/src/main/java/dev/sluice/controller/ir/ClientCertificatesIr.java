package dev.sluice.controller.ir;

/**
 * The client certificates of a listener.
 *
 * @param ca the name of the secret with the authorities
 */
public record ClientCertificatesIr(String ca, Mode mode) {
  private static final String AUTHORITIES = "ca:";

  /** The need of a certificate. */
  public enum Mode {
    REQUIRE,
    /** A client may have none. */
    OPTIONAL
  }

  /** Returns the reference of the authorities; no certificate with a key has one like it. */
  public String reference() {
    return reference(ca);
  }

  /** Returns the reference of the authorities in a secret. */
  public static String reference(String secret) {
    return AUTHORITIES + secret;
  }

  /** Returns whether a reference names authorities, not a certificate with a key. */
  public static boolean isAuthorities(String reference) {
    return reference.startsWith(AUTHORITIES);
  }

  /** Returns the name of the secret in a reference of authorities. */
  public static String secret(String reference) {
    return reference.substring(AUTHORITIES.length());
  }
}
