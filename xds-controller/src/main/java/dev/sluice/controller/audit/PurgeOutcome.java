package dev.sluice.controller.audit;

import java.time.Instant;
import java.util.List;

/** What became of a purge. */
sealed interface PurgeOutcome {
  String IN_USE = "in use: it could not be locked in time";

  /** It looked at every partition; all rows from before {@code cutoff} could have gone. */
  record Done(Instant cutoff, List<DroppedPartition> dropped, List<KeptPartition> kept)
      implements PurgeOutcome {
    public Done {
      dropped = List.copyOf(dropped);
      kept = List.copyOf(kept);
    }

    /** Whether something stays that could have gone. */
    boolean unfinished() {
      return kept.stream().anyMatch(KeptPartition::mayGo);
    }
  }

  /** There is no key to sign with, and nobody said that it may be without. */
  record Unsigned() implements PurgeOutcome {}

  /** The database is away, or refused. What went before stays gone. */
  record Failed(String sqlState) implements PurgeOutcome {}

  /**
   * A partition that is no more.
   *
   * @param boundaries how many runs of links went with it for good
   */
  record DroppedPartition(String partition, int boundaries) {}

  /**
   * One that stays, and why.
   *
   * @param mayGo whether it is past its time and nobody holds it
   */
  record KeptPartition(String partition, String reason, boolean mayGo) {}
}
