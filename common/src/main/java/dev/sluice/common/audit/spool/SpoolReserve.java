package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that holds disk space for the first records of a segment. A segment is deleted only when a
 * later one has records. On a full disk without this space, a delivered segment would keep the
 * space that the later one needs.
 */
final class SpoolReserve {
  private static final int PIECE = 64 * 1024;

  private final Path file;
  private final long bytes;

  SpoolReserve(Path directory, int segmentBytes) {
    this.file = directory.resolve("reserve");
    this.bytes = SpoolWriter.batchBytes(segmentBytes) + 2L * SegmentFrame.MAX;
  }

  /** Allocates the space, if it is not allocated; returns false if the disk has not enough. */
  boolean allocate() {
    try {
      if (Files.exists(file) && Files.size(file) == bytes) {
        return true;
      }
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        ByteBuffer zeros = ByteBuffer.allocate(PIECE);
        for (long at = 0; at < bytes; ) {
          zeros.clear().limit((int) Math.min(PIECE, bytes - at));
          at += out.write(zeros, at);
        }
      }
      return true;
    } catch (IOException e) {
      release();
      return false;
    }
  }

  /** Frees the space; returns false if there is none. */
  boolean release() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return false;
    }
  }
}
