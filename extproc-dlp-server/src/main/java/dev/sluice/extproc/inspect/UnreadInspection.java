package dev.sluice.extproc.inspect;

import java.util.List;
import java.util.Optional;

/** A body that is not read as text: nothing is found in it, and nothing of it is kept. */
interface UnreadInspection extends BodyInspection {
  @Override
  default List<Finding> findings() {
    return List.of();
  }

  @Override
  default Outcome outcome() {
    return Outcome.NOTHING;
  }

  @Override
  default Usage usage() {
    return Usage.NONE;
  }

  @Override
  default long held() {
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
