package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.Action;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A body that cannot be read at all. */
record RefusedInspection(String why) implements BodyInspection {
  @Override
  public Verdict feed(ByteString chunk, boolean last) {
    return new Verdict.Invalid(ByteString.EMPTY, why);
  }

  @Override
  public List<Finding> findings() {
    return List.of();
  }

  @Override
  public Outcome outcome() {
    return new Outcome(Action.ALLOW, Optional.empty(), List.of());
  }

  @Override
  public Usage usage() {
    return new Usage(OptionalInt.empty(), OptionalInt.empty(), false);
  }

  @Override
  public long held() {
    return 0;
  }

  @Override
  public boolean eventStream() {
    return false;
  }

  @Override
  public Optional<String> diffHash() {
    return Optional.empty();
  }
}
