package dev.sluice.common.audit;

import dev.sluice.common.audit.spool.Spool;
import java.util.List;

/**
 * One of the spools of a trail, each with a chain of its own. While one waits for the disk, which
 * now and then takes ten times as long as usual, or has no room left, the next takes what comes.
 */
record SpoolLane(Spool spool, CheckpointSigner checkpointSigner) {
  /** So much may wait in the first before the others take records that nobody waits for. */
  private static final long BUSY_BYTES = 1024L * 1024;

  /**
   * The one in which a record is durable first, as far as that can be known: one that is not stuck,
   * and not being written to just now, or else the one with the least before it.
   */
  static Spool selectFastest(List<SpoolLane> lanes) {
    Spool best = lanes.getFirst().spool;
    for (int i = 1; i < lanes.size(); i++) {
      Spool other = lanes.get(i).spool;
      best = quicker(other, best) ? other : best;
    }
    return best;
  }

  /** The first as long as it keeps up: few large writes cost less than many small ones. */
  static Spool selectDefault(List<SpoolLane> lanes) {
    Spool first = lanes.getFirst().spool;
    return first.pendingBytes() < BUSY_BYTES && !first.isStalled() ? first : selectFastest(lanes);
  }

  private static boolean quicker(Spool one, Spool other) {
    if (one.isStalled() != other.isStalled()) {
      return other.isStalled();
    }
    return other.isWriting() && (!one.isWriting() || one.pendingBytes() < other.pendingBytes());
  }
}
