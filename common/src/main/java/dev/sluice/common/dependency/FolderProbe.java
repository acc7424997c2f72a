package dev.sluice.common.dependency;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A probe of folders. It creates nothing. */
public final class FolderProbe {
  private FolderProbe() {}

  /** Probes a folder that must exist. */
  public static void readable(String key, Path folder, DependencyReport report) {
    if (Files.isDirectory(folder) && Files.isReadable(folder)) {
      report.found(key, folder.toString());
    } else {
      report.absent(key, "the folder " + folder + " cannot be read; create it");
    }
  }

  /** Probes a folder that the server writes to, and creates if it does not exist. */
  public static void writable(String key, Path folder, DependencyReport report) {
    Path nearest = nearest(folder);
    if (nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest)) {
      report.found(key, folder.toString());
    } else {
      report.absent(
          key,
          "the folder "
              + folder
              + " cannot be written: "
              + nearest
              + " must be a folder that this user may write to");
    }
  }

  /** Returns the folder itself if it exists, else the nearest parent that does. */
  private static @Nullable Path nearest(Path folder) {
    Path nearest = folder.toAbsolutePath();
    while (nearest != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }
}
