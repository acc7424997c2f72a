package dev.sluice.controller.ir;

/**
 * The client certificates of a listener.
 *
 * @param ca the name of the secret with the authorities
 */
public record ClientCertificatesIr(String ca, Mode mode) {
  /** The need of a certificate. */
  public enum Mode {
    REQUIRE,
    /** A client may have none. */
    OPTIONAL
  }

  /** Returns the reference of the authorities; no certificate with a key has one like it. */
  public String reference() {
    return CertificateIr.authorityReference(ca);
  }
}
