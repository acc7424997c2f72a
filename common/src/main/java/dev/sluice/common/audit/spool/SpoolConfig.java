package dev.sluice.common.audit.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the spool lies and how large it may grow.
 *
 * @param maxBytes of all segments together
 * @param segmentBytes after which a new segment is begun; a segment is deleted whole
 * @param syncDelay how long a record waits for others that are synced with it
 */
public record SpoolConfig(
    Path directory, long maxBytes, int segmentBytes, WhenFull whenFull, Duration syncDelay) {

  /** The longest record that is taken. */
  static final int MAX_RECORD_BYTES = 64 * 1024;

  /** What becomes of a record that finds no room. */
  public enum WhenFull {
    /** It is refused at once. */
    SHED,
    /** It waits until there is room; whoever appends limits how many wait. */
    BLOCK
  }

  public SpoolConfig {
    if (segmentBytes < SegmentFrame.MAX || maxBytes < 2L * segmentBytes) {
      throw new IllegalArgumentException("a spool holds at least two segments of one record each");
    }
  }

  /**
   * A spool of {@code maxBytes} with segments small enough to give room back early; records are
   * synced at once.
   */
  public static SpoolConfig of(Path directory, long maxBytes, WhenFull whenFull) {
    int segment = (int) Math.clamp(maxBytes / 8, 256L * 1024, 16L * 1024 * 1024);
    return new SpoolConfig(directory, maxBytes, segment, whenFull, Duration.ZERO);
  }

  /** The same, for records that nobody waits for: many of them are synced together. */
  public SpoolConfig withSyncDelay(Duration time) {
    return new SpoolConfig(directory, maxBytes, segmentBytes, whenFull, time);
  }

  /**
   * One of several that share the room: the first lies where the one would, the others below it.
   *
   * @param number from 1
   */
  public SpoolConfig forLane(int number, int lanes) {
    Path folder = number == 1 ? directory : directory.resolve("lane-" + number);
    return of(folder, maxBytes / lanes, whenFull).withSyncDelay(syncDelay);
  }
}
