package dev.sluice.extproc.finding;

import dev.sluice.extproc.channel.UsageField;
import dev.sluice.extproc.channel.UsageFields;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.EnumMap;
import java.util.Map;
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
  private final Totals seen = new Totals();
  private final Totals committed = new Totals();

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

  /** What was seen of a body so far, or of the part of it that went through: figures and text. */
  private static final class Totals {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Map<UsageField, Integer> told = new EnumMap<>(UsageField.class);
    private long pieces;
    private long texts;

    void put(UsageField field, int value) {
      told.put(field, value);
    }

    void text(int characters, boolean piece) {
      pieces += piece ? characters : 0;
      texts += characters;
    }

    void copyFrom(Totals other) {
      told.putAll(other.told);
      pieces = other.pieces;
      texts = other.texts;
    }

    OptionalInt input() {
      return told.containsKey(UsageField.PROMPT)
          ? sum(UsageField.PROMPT, UsageField.TOOL_PROMPT)
          : sum(UsageField.INPUT, UsageField.CACHE_READ, UsageField.CACHE_WRITTEN);
    }

    OptionalInt output() {
      return sum(UsageField.OUTPUT, UsageField.THOUGHTS);
    }

    OptionalInt cached() {
      return sum(UsageField.CACHED, UsageField.CACHE_READ);
    }

    OptionalInt reasoning() {
      return sum(UsageField.REASONING, UsageField.THOUGHTS);
    }

    /**
     * From the text. A stream tells it in pieces, and some providers then tell it whole once more.
     */
    OptionalInt estimate() {
      long characters = pieces > 0 ? pieces : texts;
      if (characters == 0) {
        return OptionalInt.empty();
      }
      long tokens = (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
      int begun = sum(UsageField.OUTPUT_AT_FIRST).orElse(0);
      return OptionalInt.of(Math.clamp(Math.max(begun, tokens), 0, Integer.MAX_VALUE));
    }

    private OptionalInt sum(UsageField... fields) {
      if (told.isEmpty()) {
        return OptionalInt.empty();
      }
      long sum = 0;
      boolean known = false;
      for (UsageField field : fields) {
        @Nullable Integer figure = told.get(field);
        known |= figure != null;
        sum += figure == null ? 0 : figure;
      }
      return known ? OptionalInt.of(Math.clamp(sum, 0, Integer.MAX_VALUE)) : OptionalInt.empty();
    }
  }
}
