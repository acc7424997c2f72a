package dev.sluice.common.audit.chain;

import java.util.Optional;
import java.util.UUID;

/**
 * The result of the verification of one writer's chain.
 *
 * @param records the number of verified positions
 * @param lastSeq the last valid position
 * @param checkpoints the number of valid checkpoints
 * @param boundaries the number of gaps that signed boundaries cover
 * @param lastCheckpoint the last signed position, 0 without one
 * @param defect the first defect
 */
public record WriterChainReport(
    UUID writer,
    long records,
    long lastSeq,
    long checkpoints,
    long boundaries,
    long lastCheckpoint,
    Optional<ChainDefect> defect) {

  /** A defect and its place. {@code table} and {@code id} are empty if no row is affected. */
  public record ChainDefect(String table, String id, long seq, String description) {}
}
