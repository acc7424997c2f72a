package dev.sluice.controller.secrets;

import dev.sluice.controller.ir.CertificateIr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A pair of file paths for a secret: {@code <name>.crt} and {@code <name>.key}, or as Kubernetes
 * mounts them, {@code <name>/tls.crt} and {@code <name>/tls.key}. The certificates of authorities
 * are one file, {@code <name>.ca.crt} or {@code <name>/ca.crt}.
 */
final class SecretFiles {
  private static final int MAX_BYTES = 64 << 10;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

  private final Path folder;

  SecretFiles(Path folder) {
    this.folder = folder;
  }

  /** A pair with the text of both files; authorities have no key. */
  record PemPair(String certificate, String key) {
    @Override
    public String toString() {
      return "[redacted]";
    }
  }

  /** Reads the files of a reference; authorities have no key. */
  PemPair read(String reference) throws InvalidSecretException {
    String name = CertificateIr.secret(reference);
    if (!NAME.matcher(name).matches()) {
      throw new InvalidSecretException("is no name of a secret");
    }
    Path mounted = folder.resolve(name);
    if (CertificateIr.isAuthority(reference)) {
      return new PemPair(
          Files.isDirectory(mounted) ? text(mounted, "ca.crt") : text(folder, name + ".ca.crt"),
          "");
    }
    return Files.isDirectory(mounted)
        ? new PemPair(text(mounted, "tls.crt"), text(mounted, "tls.key"))
        : new PemPair(text(folder, name + ".crt"), text(folder, name + ".key"));
  }

  private static String text(Path folder, String file) throws InvalidSecretException {
    return text(folder.resolve(file));
  }

  /** Reads a file of bounded size. */
  static String text(Path path) throws InvalidSecretException {
    Path file = path.getFileName();
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new InvalidSecretException(file + " is larger than " + MAX_BYTES + " bytes");
      }
      return new String(content, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      throw new InvalidSecretException(file + " is missing");
    } catch (IOException e) {
      throw new InvalidSecretException(file + " cannot be read");
    }
  }
}
