package dev.sluice.e2e.process;

import java.nio.file.Path;
import java.util.Map;

/** The cache folder of downloads: Envoy, PostgreSQL binaries, Python packages. */
public final class DownloadCache {

  private DownloadCache() {}

  /** Returns {@code $SLUICE_CACHE}, or else {@code sluice} in the user's cache folder. */
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
