package dev.sluice.controller.xds;

import java.nio.file.Path;

/**
 * The files from which Envoy loads its certificate for the controller, again whenever a link in the
 * folder of the TLS files is replaced.
 */
public final class EnvoySecrets {
  private static final String SECRET =
      """
      resources:
      - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
      """;

  private EnvoySecrets() {}

  /** Returns the text of the file that names the certificate and its key. */
  public static String identity(Path folder, Path certificate, Path key) {
    return SECRET
        + """
          name: identity
          tls_certificate:
            certificate_chain: {filename: %s}
            private_key: {filename: %s}
            watched_directory: {path: %s}
        """
            .formatted(text(certificate), text(key), text(folder));
  }

  /** Returns the text of the file that names the authorities. */
  public static String authority(Path folder, Path authorities) {
    return SECRET
        + """
          name: authority
          validation_context:
            trusted_ca: {filename: %s}
            watched_directory: {path: %s}
        """
            .formatted(text(authorities), text(folder));
  }

  private static String text(Path path) {
    return EnvoyBootstrap.quoted(path.toString());
  }
}
