package dev.sluice.common.audit.chain;

import java.util.Optional;
import java.util.UUID;

/**
 * What is to be said of one writer's chain.
 *
 * @param records how many places of the chain were looked at
 * @param lastSeq the last place that is good
 * @param checkpoints how many of them fit
 * @param boundaries how many gaps were covered
 * @param lastCheckpoint the last place that was signed, 0 when none was
 * @param defect the first thing that is wrong
 */
public record WriterChainReport(
    UUID writer,
    long records,
    long lastSeq,
    long checkpoints,
    long boundaries,
    long lastCheckpoint,
    Optional<ChainDefect> defect) {

  /** What is wrong and where; {@code table} and {@code id} are empty where nothing is. */
  public record ChainDefect(String table, String id, long seq, String description) {}
}
