package dev.sluice.extproc.finding;

import dev.sluice.extproc.channel.RequestField;
import dev.sluice.extproc.channel.RequestFields;
import dev.sluice.extproc.channel.UsageField;
import dev.sluice.extproc.channel.UsageFields;
import dev.sluice.extproc.decoder.JsonPath;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A counter of the token usage that a body reports, and of the text that models read or write. */
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
          "output",
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

  private static final int LONGEST_MODEL = 200;
  private static final int MOST_ANSWERS = 128;

  private final BodyDirection direction;
  private final TokenMeter meter;
  private final StringBuilder model = new StringBuilder(0);
  private final Map<RequestField, Integer> requested = new EnumMap<>(RequestField.class);
  private final Totals seen = new Totals();
  private final Totals committed = new Totals();

  TokenUsageCounter(BodyDirection direction, TokenMeter meter) {
    this.direction = direction;
    this.meter = meter;
  }

  /** Returns true if the string at a path is text of a conversation. */
  public static boolean isText(JsonPath path) {
    @Nullable String key = path.nearestKey();
    return key != null && TEXT_KEYS.contains(key);
  }

  /**
   * Counts characters of a conversation; {@code piece} is true if they may be part of a longer
   * text.
   */
  public void text(byte[] text, int from, int to, int characters, boolean piece) {
    boolean ascii = characters == to - from;
    seen.text(characters, ascii ? characters : TokenEstimate.quarters(text, from, to), piece);
  }

  /** Returns true if the string at a path is the model that a request names. */
  public boolean isModel(JsonPath path) {
    return direction == BodyDirection.REQUEST && RequestFields.isModel(path);
  }

  /** Begins the name of the model; the last one in a body counts. */
  public void modelStart() {
    model.setLength(0);
  }

  /** Reads more of the name of the model; a name with other characters than ASCII is unknown. */
  public void model(byte[] text, int from, int to) {
    for (int at = from; at < to && model.length() < LONGEST_MODEL; at++) {
      model.append((char) (text[at] & 0xFF));
    }
  }

  /** Reads the number at a path of an item that begins at a level. */
  public void number(JsonPath path, int base, int value) {
    if (direction == BodyDirection.RESPONSE) {
      UsageFields.find(path, base).ifPresent(field -> seen.put(field, value));
    } else {
      RequestFields.find(path).ifPresent(field -> requested.merge(field, value, Math::max));
    }
  }

  /**
   * Makes the usage so far count, because the event passes; returns false and counts nothing if the
   * meter does not let its text pass.
   */
  public boolean commitEvent() {
    long quarters = seen.quarters();
    if (quarters > committed.quarters() && !meter.passes(TokenEstimate.tokens(quarters))) {
      return false;
    }
    committed.copyFrom(seen);
    return true;
  }

  /** Makes the usage so far count, because the body passes. */
  public void commit() {
    committed.copyFrom(seen);
  }

  /** Returns an estimate of the tokens of the text by its script. */
  public long estimatedTokens() {
    return TokenEstimate.tokens(committed.quarters());
  }

  /** Returns the properties of a request. */
  public ModelRequest request() {
    @Nullable Integer most = requested.get(RequestField.MAX_OUTPUT);
    return new ModelRequest(
        model.toString(),
        estimatedTokens(),
        most == null ? OptionalInt.empty() : OptionalInt.of(most),
        Math.clamp(requested.getOrDefault(RequestField.ANSWERS, 1), 1, MOST_ANSWERS),
        requested.getOrDefault(RequestField.STREAMED, 0) == 1);
  }

  public TokenUsage usage() {
    if (direction == BodyDirection.REQUEST) {
      OptionalInt input = committed.estimate();
      return new TokenUsage(
          input, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), input.isPresent());
    }
    OptionalInt reported = committed.output();
    OptionalInt output = reported.isPresent() ? reported : committed.estimate();
    return new TokenUsage(
        committed.input(),
        output,
        committed.cached(),
        committed.reasoning(),
        reported.isEmpty() && output.isPresent());
  }

  /** The usage figures and text lengths of a body, or of the part of it that has passed. */
  private static final class Totals {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Map<UsageField, Integer> reported = new EnumMap<>(UsageField.class);
    private long pieces;
    private long texts;
    private long quartersOfPieces;
    private long quartersOfTexts;

    void put(UsageField field, int value) {
      reported.put(field, value);
    }

    void text(int characters, long quarters, boolean piece) {
      pieces += piece ? characters : 0;
      texts += characters;
      quartersOfPieces += piece ? quarters : 0;
      quartersOfTexts += quarters;
    }

    long quarters() {
      return quartersOfPieces > 0 ? quartersOfPieces : quartersOfTexts;
    }

    void copyFrom(Totals other) {
      reported.putAll(other.reported);
      pieces = other.pieces;
      texts = other.texts;
      quartersOfPieces = other.quartersOfPieces;
      quartersOfTexts = other.quartersOfTexts;
    }

    OptionalInt input() {
      return reported.containsKey(UsageField.PROMPT)
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
     * Estimates the tokens from the text. A stream sends it in pieces, and some providers then
     * repeat the whole text.
     */
    OptionalInt estimate() {
      long characters = pieces > 0 ? pieces : texts;
      if (characters == 0) {
        return OptionalInt.empty();
      }
      long tokens = (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
      int outputAtStart = sum(UsageField.OUTPUT_AT_FIRST).orElse(0);
      return OptionalInt.of(Math.clamp(Math.max(outputAtStart, tokens), 0, Integer.MAX_VALUE));
    }

    private OptionalInt sum(UsageField... fields) {
      if (reported.isEmpty()) {
        return OptionalInt.empty();
      }
      long sum = 0;
      boolean known = false;
      for (UsageField field : fields) {
        @Nullable Integer figure = reported.get(field);
        known |= figure != null;
        sum += figure == null ? 0 : figure;
      }
      return known ? OptionalInt.of(Math.clamp(sum, 0, Integer.MAX_VALUE)) : OptionalInt.empty();
    }
  }
}
