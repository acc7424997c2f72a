package dev.sluice.extproc.inspect;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.policy.Action;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that says it is no text. It passes as it is, unless it begins as JSON does: an upstream
 * that does not look at content types would read what nobody inspected.
 */
final class OpaqueInspection implements BodyInspection {
  private static final String BLANKS = " \t\r\n";

  private int opener;
  private boolean decided;

  @Override
  public Verdict feed(ByteString chunk, boolean last) {
    for (int i = 0; i < chunk.size() && !decided; i++) {
      if (json(chunk.byteAt(i))) {
        return new Verdict.Invalid(chunk.substring(0, i), "JSON that says it is no text");
      }
    }
    return new Verdict.Pass(chunk);
  }

  /** Looks at one more byte; JSON is told by its first two marks. */
  private boolean json(byte b) {
    if (BLANKS.indexOf(b) >= 0) {
      return false;
    }
    if (opener == 0 && JsonMark.opens(b)) {
      opener = b;
      return false;
    }
    decided = true;
    return switch (opener) {
      case '{' -> b == '"';
      case '[' -> b == '"' || JsonMark.opens(b);
      default -> false;
    };
  }

  @Override
  public boolean scanned() {
    return false;
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
