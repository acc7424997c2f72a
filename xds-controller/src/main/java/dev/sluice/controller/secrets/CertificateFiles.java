package dev.sluice.controller.secrets;

import java.nio.file.Path;
import java.time.Instant;

/** The files of a server's certificate with its chain, and of its key. */
public record CertificateFiles(Path certificate, Path key) {
  /** A certificate that belongs to its key, as PEM. */
  public record CertificateAndKey(String certificate, String key, Instant notAfter) {
    /** Returns a text without the key. */
    @Override
    public String toString() {
      return "certificate until " + notAfter;
    }
  }

  /**
   * Reads and checks the files.
   *
   * @throws InvalidSecretException if a file is not readable or valid, or the two do not belong
   *     together
   */
  public CertificateAndKey read(Instant now) throws InvalidSecretException {
    SecretFiles.PemPair pair =
        new SecretFiles.PemPair(SecretFiles.text(certificate), SecretFiles.text(key));
    CertificateCheck.CheckedCertificate checked = CertificateCheck.check("server", pair, now);
    return new CertificateAndKey(pair.certificate(), pair.key(), checked.notAfter());
  }
}
