package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.Map;

/** The folder that holds what was fetched once: Envoy, PostgreSQL's binaries, Python packages. */
public final class DownloadCache {

  private DownloadCache() {}

  /** {@code $SLUICE_CACHE}, else {@code sluice} in the user's cache folder. */
  public static Path folder(Map<String, String> environment) {
    String named = environment.getOrDefault("SLUICE_CACHE", "");
    if (!named.isEmpty()) {
      return Path.of(named).toAbsolutePath();
    }
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    return caches.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "sluice")
        : Path.of(caches, "sluice").toAbsolutePath();
  }
}
