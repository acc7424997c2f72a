package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A consumed segment that is kept and overwritten as the next one. Its blocks are allocated, so
 * that a sync writes only records.
 */
final class RecycledSegment {
  private final Path file;
  private boolean kept;

  /**
   * Starts without a recycled segment, because a file of an earlier process could have the number
   * of a later segment.
   */
  RecycledSegment(Path file) throws IOException {
    this.file = file;
    Files.deleteIfExists(file);
  }

  /** Stores {@code segment}; returns false if there is a recycled segment already. */
  synchronized boolean store(Path segment) throws IOException {
    if (kept) {
      return false;
    }
    Files.move(segment, file, StandardCopyOption.ATOMIC_MOVE);
    kept = true;
    return true;
  }

  /** Deletes the recycled segment to free its space; returns false if there is none. */
  synchronized boolean drop() {
    try {
      boolean dropped = kept && Files.deleteIfExists(file);
      kept = false;
      return dropped;
    } catch (IOException e) {
      return false;
    }
  }

  /** Renames the recycled segment to {@code segment}; returns false if there is none. */
  synchronized boolean reuseAs(Path segment) throws IOException {
    if (!kept) {
      return false;
    }
    Files.move(file, segment, StandardCopyOption.ATOMIC_MOVE);
    kept = false;
    return true;
  }
}
