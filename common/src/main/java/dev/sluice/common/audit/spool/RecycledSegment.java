package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * One segment that nobody needs any more, kept to be written over as the next: its blocks have
 * their places on disk, so that a sync writes records and nothing else.
 */
final class RecycledSegment {
  private final Path file;
  private boolean kept;

  /** Begins without one: what an earlier process left might be numbered like segments to come. */
  RecycledSegment(Path file) throws IOException {
    this.file = file;
    Files.deleteIfExists(file);
  }

  /** Keeps {@code segment}; false when there is one already. */
  synchronized boolean store(Path segment) throws IOException {
    if (kept) {
      return false;
    }
    Files.move(segment, file, StandardCopyOption.ATOMIC_MOVE);
    kept = true;
    return true;
  }

  /** Makes it {@code segment}; false when there is none. */
  synchronized boolean reuseAs(Path segment) throws IOException {
    if (!kept) {
      return false;
    }
    Files.move(file, segment, StandardCopyOption.ATOMIC_MOVE);
    kept = false;
    return true;
  }
}
