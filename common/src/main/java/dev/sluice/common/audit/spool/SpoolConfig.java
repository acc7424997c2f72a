package dev.sluice.common.audit.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The directory and the bounds of a spool.
 *
 * @param maxBytes the maximum size of all segments together
 * @param segmentBytes the size at which a segment is full; segments are deleted as a whole
 * @param syncDelay the time a record waits for others that are synced with it
 */
public record SpoolConfig(
    Path directory, long maxBytes, int segmentBytes, WhenFull whenFull, Duration syncDelay) {

  /** The maximum size of a record. */
  static final int MAX_RECORD_BYTES = 64 * 1024;

  /** The policy for a record without space. */
  public enum WhenFull {
    /** Rejects the record at once. */
    SHED,
    /** Delays the record until there is space. The caller bounds the number of waiting records. */
    BLOCK
  }

  public SpoolConfig {
    if (segmentBytes < SegmentFrame.MAX || maxBytes < 2L * segmentBytes) {
      throw new IllegalArgumentException("a spool holds at least two segments of one record each");
    }
  }

  /**
   * Returns the settings of a spool whose segments are small enough to free space early. Records
   * are synced at once.
   */
  public static SpoolConfig of(Path directory, long maxBytes, WhenFull whenFull) {
    int segment = (int) Math.clamp(maxBytes / 8, 256L * 1024, 16L * 1024 * 1024);
    return new SpoolConfig(directory, maxBytes, segment, whenFull, Duration.ZERO);
  }

  /** Returns a copy with a sync delay, for records whose callers do not wait. */
  public SpoolConfig withSyncDelay(Duration time) {
    return new SpoolConfig(directory, maxBytes, segmentBytes, whenFull, time);
  }

  /**
   * Returns the settings of one of several spools that share the space. The first uses the
   * directory itself, the others use directories below it.
   *
   * @param number the number of the spool, from 1
   */
  public SpoolConfig forLane(int number, int lanes) {
    Path folder = number == 1 ? directory : directory.resolve("lane-" + number);
    return of(folder, maxBytes / lanes, whenFull).withSyncDelay(syncDelay);
  }
}
