package dev.sluice.ctl.policytest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The changes of the files in some folders, which are looked for again and again. */
final class FileChanges {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int DEEPEST = 16;

  private final List<Path> folders;
  private Map<Path, FileTime> seen;

  /** Creates a watch of folders, and of the folders of files. */
  FileChanges(List<Path> paths) {
    folders =
        paths.stream()
            .map(path -> Files.isDirectory(path) ? path : path.toAbsolutePath().getParent())
            .distinct()
            .toList();
    seen = times();
  }

  /** Waits until a file was added, changed or removed. */
  void await() throws InterruptedException {
    Map<Path, FileTime> now = times();
    while (now.equals(seen)) {
      Thread.sleep(PAUSE);
      now = times();
    }
    seen = now;
  }

  private Map<Path, FileTime> times() {
    Map<Path, FileTime> times = new HashMap<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          times.put(file, Files.getLastModifiedTime(file));
        }
      } catch (IOException | UncheckedIOException e) {
        // A file that was removed meanwhile is a change of the next look.
        times.put(folder, FileTime.fromMillis(0));
      }
    }
    return times;
  }
}
