package dev.sluice.extproc.finding;

import dev.sluice.extproc.channel.UsageFields;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks the token figures out of a body, and counts the text that models read or write. */
public final class TokenUsageCounter {
  private static final Set<String> TEXT_KEYS =
      Set.of(
          "answer",
          "arguments",
          "body",
          "clipboard",
          "completion",
          "content",
          "delta",
          "description",
          "diff",
          "input",
          "instruction",
          "instructions",
          "partial_json",
          "prefix",
          "prompt",
          "query",
          "reasoning",
          "reasoning_content",
          "refusal",
          "response",
          "stringValue",
          "suffix",
          "summary",
          "system",
          "text",
          "thinking",
          "transcript");

  private final BodyDirection direction;
  private final TokenUsageTotals seen = new TokenUsageTotals();
  private final TokenUsageTotals committed = new TokenUsageTotals();

  TokenUsageCounter(BodyDirection direction) {
    this.direction = direction;
  }

  /** True if the string at a path is text of a conversation. */
  public static boolean isText(JsonPath path) {
    @Nullable String key = path.nearestKey();
    return key != null && TEXT_KEYS.contains(key);
  }

  /** Takes so many characters of a conversation, which may be a piece of one that goes on. */
  public void text(int characters, boolean piece) {
    seen.text(characters, piece);
  }

  /** Takes the number at a path, in an item that begins at a level. */
  public void number(JsonPath path, int base, int value) {
    if (direction == BodyDirection.RESPONSE) {
      UsageFields.find(path, base).ifPresent(field -> seen.put(field, value));
    }
  }

  /** What was seen so far counts: the event, or the body, goes through. */
  public void commit() {
    committed.copyFrom(seen);
  }

  public TokenUsage usage() {
    if (direction == BodyDirection.REQUEST) {
      OptionalInt input = committed.estimate();
      return new TokenUsage(
          input, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), input.isPresent());
    }
    OptionalInt told = committed.output();
    OptionalInt output = told.isPresent() ? told : committed.estimate();
    return new TokenUsage(
        committed.input(),
        output,
        committed.cached(),
        committed.reasoning(),
        told.isEmpty() && output.isPresent());
  }
}
