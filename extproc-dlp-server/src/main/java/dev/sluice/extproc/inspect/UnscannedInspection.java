package dev.sluice.extproc.inspect;

import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.TokenUsage;
import java.util.List;
import java.util.Optional;

/** An inspection of a body that is not read as text: it has no findings and holds no bytes. */
interface UnscannedInspection extends BodyInspection {
  @Override
  default boolean changed() {
    return false;
  }

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
