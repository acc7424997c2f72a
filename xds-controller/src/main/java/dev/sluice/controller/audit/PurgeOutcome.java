package dev.sluice.controller.audit;

import java.time.Instant;
import java.util.List;

/** An outcome of a purge. */
sealed interface PurgeOutcome {
  String IN_USE = "in use: it could not be locked in time";

  /**
   * A finished purge of all partitions; {@code cutoff} is the time before which rows are expired.
   */
  record Done(Instant cutoff, List<DroppedPartition> dropped, List<KeptPartition> kept)
      implements PurgeOutcome {
    public Done {
      dropped = List.copyOf(dropped);
      kept = List.copyOf(kept);
    }

    /** Returns whether an expired partition could not be dropped. */
    boolean unfinished() {
      return kept.stream().anyMatch(KeptPartition::mayGo);
    }
  }

  /**
   * A purge that did not start, because there is no signing key and unsigned purges are not
   * enabled.
   */
  record Unsigned() implements PurgeOutcome {}

  /** A purge that a database error ended. Partitions that were dropped before stay dropped. */
  record Failed(String sqlState) implements PurgeOutcome {}

  /**
   * A partition that was dropped.
   *
   * @param boundaries the number of runs of links that were removed with it
   */
  record DroppedPartition(String partition, int boundaries) {}

  /**
   * A partition that was kept, with the reason.
   *
   * @param mayGo whether it is expired and has no hold
   */
  record KeptPartition(String partition, String reason, boolean mayGo) {}
}
