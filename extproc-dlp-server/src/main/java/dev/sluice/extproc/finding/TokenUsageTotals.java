package dev.sluice.extproc.finding;

import dev.sluice.extproc.channel.UsageField;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What was seen of a body so far, or of the part of it that went through: figures and text. */
final class TokenUsageTotals {
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

  void copyFrom(TokenUsageTotals other) {
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
