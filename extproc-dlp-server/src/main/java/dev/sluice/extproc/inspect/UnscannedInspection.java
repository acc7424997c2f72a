package dev.sluice.extproc.inspect;

import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.TokenUsage;
import java.util.List;
import java.util.Optional;

/** A body that is not read as text: nothing is found in it, and nothing of it is kept. */
interface UnscannedInspection extends BodyInspection {
  @Override
  default List<DlpFinding> findings() {
    return List.of();
  }

  @Override
  default InspectionOutcome outcome() {
    return InspectionOutcome.NOTHING;
  }

  @Override
  default TokenUsage usage() {
    return TokenUsage.NONE;
  }

  @Override
  default long heldBytes() {
    return 0;
  }

  @Override
  default boolean eventStream() {
    return false;
  }

  @Override
  default Optional<String> diffHash() {
    return Optional.empty();
  }
}
