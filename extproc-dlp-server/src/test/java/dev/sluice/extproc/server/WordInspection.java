package dev.sluice.extproc.server;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.policy.RuleAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An inspection that holds at most the start of a word; longer runs of {@code #} overflow. */
final class WordInspection implements BodyInspection {
  /** The text at which the inspection throws. */
  static final String EXPLODE = "explode";

  private static final List<String> WORDS = List.of("maskme", "blockme", "invalid");

  private final boolean eventStream;
  private final int limit;
  private String open = "";
  private long masked;
  private boolean blocked;
  private int length;

  WordInspection(boolean eventStream, int limit) {
    this.eventStream = eventStream;
    this.limit = limit;
  }

  @Override
  public BodyVerdict feed(ByteString chunk, boolean last) {
    open += chunk.toString(StandardCharsets.ISO_8859_1);
    length += chunk.size();
    if (open.contains(EXPLODE)) {
      throw new IllegalStateException(EXPLODE);
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < open.length()) {
      if (open.startsWith("maskme", at)) {
        masked++;
        out.append("******");
        at += 6;
      } else if (open.startsWith("blockme", at)) {
        blocked = true;
        return WordInspector.blocked(bytes(out.toString()));
      } else if (open.startsWith("invalid", at)) {
        return new BodyVerdict.Invalid(bytes(out.toString()), "not what it says");
      } else if (open.charAt(at) == '#' && open.length() - at > limit) {
        return new BodyVerdict.Overflow(bytes(out.toString()));
      } else if (!last && (open.charAt(at) == '#' || mayBecomeWord(at))) {
        break;
      } else {
        out.append(open.charAt(at));
        at++;
      }
    }
    open = open.substring(at);
    return new BodyVerdict.Pass(bytes(out.toString()));
  }

  @Override
  public boolean changed() {
    return masked > 0;
  }

  @Override
  public List<DlpFinding> findings() {
    return List.of();
  }

  @Override
  public InspectionOutcome outcome() {
    if (blocked) {
      RuleCount count = new RuleCount("no-blockme", "word", RuleAction.BLOCK, 1);
      return new InspectionOutcome(RuleAction.BLOCK, Optional.of("no-blockme"), List.of(count));
    }
    if (masked > 0) {
      RuleCount count = new RuleCount("mask-maskme", "word", RuleAction.MASK, masked);
      return new InspectionOutcome(RuleAction.MASK, Optional.of("mask-maskme"), List.of(count));
    }
    return new InspectionOutcome(RuleAction.ALLOW, Optional.empty(), List.of());
  }

  @Override
  public TokenUsage usage() {
    return new TokenUsage(
        OptionalInt.empty(),
        OptionalInt.of(length),
        OptionalInt.empty(),
        OptionalInt.empty(),
        true);
  }

  @Override
  public long heldBytes() {
    return open.length();
  }

  @Override
  public boolean eventStream() {
    return eventStream;
  }

  @Override
  public Optional<String> diffHash() {
    return Optional.empty();
  }

  private boolean mayBecomeWord(int at) {
    int left = open.length() - at;
    return WORDS.stream()
        .anyMatch(word -> left < word.length() && word.regionMatches(0, open, at, left));
  }

  private static ByteString bytes(String text) {
    return ByteString.copyFrom(text, StandardCharsets.ISO_8859_1);
  }
}
