package dev.sluice.common.audit.spool;

/** A position in the spool: a segment and an offset in it. */
public record SpoolPosition(long segment, long offset) implements Comparable<SpoolPosition> {
  /** The position before all records. */
  public static final SpoolPosition START = new SpoolPosition(0, 0);

  @Override
  public int compareTo(SpoolPosition other) {
    int bySegment = Long.compare(segment, other.segment);
    return bySegment != 0 ? bySegment : Long.compare(offset, other.offset);
  }
}
