package dev.sluice.controller.secrets;

import dev.sluice.common.dependency.DependencyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A probe of whether each certificate in the folder of secrets can be served with its key. */
public final class SecretFolderProbe {
  private static final String CERTIFICATE = ".crt";

  private SecretFolderProbe() {}

  /** Probes the folder that {@code key} names. The default folder need not exist. */
  public static void probe(String key, Path folder, DependencyReport report) {
    if (!Files.isDirectory(folder)) {
      if (report.isSet(key)) {
        report.absent(key, "the folder " + folder + " does not exist; create it");
      }
      return;
    }
    SecretFiles files = new SecretFiles(folder);
    Instant now = Instant.now();
    int usable = 0;
    try {
      for (String name : names(folder)) {
        try {
          var _ = CertificateCheck.check(name, files.read(name), now);
          usable++;
        } catch (InvalidSecretException e) {
          report.wrong(key, "secret " + name + " in " + folder + ": " + e.getMessage());
        }
      }
      report.found(key, folder + " with " + usable + " certificates");
    } catch (IOException e) {
      report.absent(key, "the folder " + folder + " cannot be read");
    }
  }

  /** Returns the names with a certificate and a key. */
  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(SecretFolderProbe::hasKey)
          .map(entry -> entry.getFileName().toString())
          .map(name ->
              name.endsWith(CERTIFICATE)
                  ? name.substring(0, name.length() - CERTIFICATE.length())
                  : name)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static boolean hasKey(Path entry) {
    if (Files.isDirectory(entry)) {
      return Files.exists(entry.resolve("tls.crt")) && Files.exists(entry.resolve("tls.key"));
    }
    String name = entry.getFileName().toString();
    return name.endsWith(CERTIFICATE)
        && Files.exists(entry.resolveSibling(name.replaceFirst("\\.crt$", ".key")));
  }
}
