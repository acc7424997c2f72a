package dev.sluice.extproc.inspect;

import dev.sluice.extproc.channel.UsageShapes;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.policy.Direction;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Picks the token figures out of a body, and counts the text that models read or write. */
final class TokenCounter {
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

  private final Direction direction;
  private final TokenFigures seen = new TokenFigures();
  private final TokenFigures committed = new TokenFigures();

  TokenCounter(Direction direction) {
    this.direction = direction;
  }

  /** True if the string at a path is text of a conversation. */
  static boolean isText(JsonPath path) {
    @Nullable String key = path.nearestKey();
    return key != null && TEXT_KEYS.contains(key);
  }

  /** Takes so many characters of a conversation, which may be a piece of one that goes on. */
  void text(int characters, boolean piece) {
    seen.text(characters, piece);
  }

  /** Takes the number at a path, in an item that begins at a level. */
  void number(JsonPath path, int base, int value) {
    if (direction == Direction.RESPONSE) {
      UsageShapes.find(path, base).ifPresent(field -> seen.tell(field, value));
    }
  }

  /** What was seen so far counts: the event, or the body, goes through. */
  void commit() {
    committed.set(seen);
  }

  Usage usage() {
    if (direction == Direction.REQUEST) {
      OptionalInt input = committed.estimate();
      return new Usage(
          input, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), input.isPresent());
    }
    OptionalInt told = committed.output();
    OptionalInt output = told.isPresent() ? told : committed.estimate();
    return new Usage(
        committed.input(),
        output,
        committed.cached(),
        committed.reasoning(),
        told.isEmpty() && output.isPresent());
  }
}
