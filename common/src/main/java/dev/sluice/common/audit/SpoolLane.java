package dev.sluice.common.audit;

import dev.sluice.common.audit.spool.Spool;
import java.util.List;

/**
 * A spool of a trail with its own chain. While one spool waits for the disk or is full, the next
 * one receives new records.
 */
record SpoolLane(Spool spool, CheckpointSigner checkpointSigner) {
  /**
   * The backlog of the first spool above which the others receive records without a waiting caller.
   */
  private static final long BUSY_BYTES = 1024L * 1024;

  /**
   * Returns the spool that is likely to sync a new record first: one that is neither stalled nor
   * writing, or else the one with the smallest backlog.
   */
  static Spool selectFastest(List<SpoolLane> lanes) {
    Spool best = lanes.getFirst().spool;
    for (int i = 1; i < lanes.size(); i++) {
      Spool other = lanes.get(i).spool;
      best = isFaster(other, best) ? other : best;
    }
    return best;
  }

  /**
   * Returns the first spool while it keeps up, because few large writes cost less than many small
   * ones.
   */
  static Spool selectDefault(List<SpoolLane> lanes) {
    Spool first = lanes.getFirst().spool;
    return first.pendingBytes() < BUSY_BYTES && !first.isStalled() ? first : selectFastest(lanes);
  }

  private static boolean isFaster(Spool one, Spool other) {
    if (one.isStalled() != other.isStalled()) {
      return other.isStalled();
    }
    return other.isWriting() && (!one.isWriting() || one.pendingBytes() < other.pendingBytes());
  }
}
