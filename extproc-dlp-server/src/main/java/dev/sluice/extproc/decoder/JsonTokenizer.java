package dev.sluice.extproc.decoder;

import org.jspecify.annotations.Nullable;

/**
 * A tokenizer of JSON that arrives in pieces. A strict one stops at the first invalid byte (see
 * {@link JsonGrammar}). A lenient one never stops. It reports everything except strings, brackets,
 * and commas and colons within brackets as bare text. Strings may hold any bytes, brackets need not
 * match, and several documents may follow each other.
 */
public final class JsonTokenizer {
  /** The deepest level that is read; deeper documents are reported to the handler. */
  public static final int MAX_DEPTH = 1000;

  private enum State {
    BETWEEN,
    BARE,
    STRING
  }

  private final JsonHandler handler;
  private final boolean lines;
  private final JsonPath path = new JsonPath();
  private final @Nullable JsonGrammar grammar;
  private final JsonStringRun run = new JsonStringRun();
  private final JsonEscapes escapes;
  private final byte[] keyText = new byte[JsonKeys.LONGEST];
  private int keyLength;
  private State state = State.BETWEEN;
  private boolean key;
  private boolean keyExpected;
  private boolean invalid;

  /** Creates a tokenizer for one text. */
  public JsonTokenizer(JsonHandler handler, JsonReaderOptions reading) {
    this.handler = handler;
    this.lines = reading.lines();
    this.grammar = reading.strict() ? new JsonGrammar() : null;
    this.escapes = new JsonEscapes(new KeyCopy());
  }

  /** Returns the current place; its state changes with every byte. */
  public JsonPath path() {
    return path;
  }

  /** Returns the watermark: the first raw byte of an incomplete escape. */
  public long watermark() {
    return escapes.isPending() ? escapes.watermark() : Long.MAX_VALUE;
  }

  /**
   * Reads the next bytes; {@code raw} is the offset of the first one in the body. Returns the index
   * after them, or that of the first byte that is not strict JSON.
   */
  public int feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    while (at < to && !invalid) {
      at =
          state == State.STRING
              ? string(bytes, at, to, raw - from)
              : outside(bytes, at, to, raw - from);
    }
    return at;
  }

  /** Returns true if the text may end here. */
  public boolean isComplete() {
    return grammar == null || (!invalid && grammar.isComplete());
  }

  /** Returns the index of the first invalid byte; {@code to} if reading is lenient. */
  private int validUntil(byte[] bytes, int from, int to) {
    int validUntil = grammar == null ? to : grammar.check(bytes, from, to);
    invalid = validUntil < to;
    return validUntil;
  }

  /** Reads up to the next string. The quote shows what the text before it was. */
  private int outside(byte[] bytes, int from, int to, long shift) {
    int end = validUntil(bytes, from, grammar == null ? to : behindQuote(bytes, from, to));
    int at = from;
    while (at < end && state != State.STRING) {
      at = isBetweenValues(bytes, at, end, shift);
    }
    return at;
  }

  private static int behindQuote(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '"') {
      at++;
    }
    return Math.min(to, at + 1);
  }

  /** Joins two lines inside the document whose line end is not a byte of the body. */
  public void joinLine(long raw) {
    if (state == State.STRING) {
      escapes.flush();
      handler.unit(new byte[] {'\n'}, 0, 1, raw, 0);
    }
  }

  /** Ends the text, complete or not; the next one starts without state. */
  public void end(long raw) {
    switch (state) {
      case STRING -> endString(raw);
      case BARE -> endBare();
      case BETWEEN -> {}
    }
    handler.documentEnd(raw);
    path.clear();
    keyExpected = false;
  }

  /** Returns true if neither a string nor bare text is open. */
  public boolean isBetweenValues() {
    return state == State.BETWEEN;
  }

  private int isBetweenValues(byte[] bytes, int from, int to, long shift) {
    byte b = bytes[from];
    if (b == '\n' && lines) {
      end(shift + from);
      return from + 1;
    }
    if (isStructure(b)) {
      if (state == State.BARE) {
        endBare();
      }
      structure(b, shift + from);
      return from + 1;
    }
    int at = from;
    while (at < to && isWhite(bytes[at]) && !(lines && bytes[at] == '\n')) {
      at++;
    }
    if (at > from && state == State.BARE) {
      handler.text(bytes, from, at, shift + from);
    }
    return at > from ? at : bare(bytes, from, to, shift);
  }

  private int bare(byte[] bytes, int from, int to, long shift) {
    if (state != State.BARE) {
      state = State.BARE;
      handler.bareStart(shift + from);
    }
    int at = from;
    while (at < to && !isStructure(bytes[at]) && !isWhite(bytes[at])) {
      at++;
    }
    handler.text(bytes, from, at, shift + from);
    return at;
  }

  /**
   * Returns true for JSON white space; each reported text is either all white space or has none.
   */
  public static boolean isWhite(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /**
   * Returns true for a structural byte; outside all brackets a comma, colon or closing bracket is
   * not one.
   */
  private boolean isStructure(byte b) {
    return switch (b) {
      case '"', '{', '[' -> true;
      case '}', ']', ',', ':' -> path.depth() > 0;
      default -> false;
    };
  }

  private void structure(byte b, long raw) {
    switch (b) {
      case '"' -> {
        state = State.STRING;
        key = keyExpected;
        keyLength = 0;
        handler.stringStart(key, raw + 1);
      }
      case '{', '[' -> {
        if (path.depth() == MAX_DEPTH) {
          handler.tooDeep(raw);
        } else {
          handler.containerStart(b == '[', raw);
          path.push(b == '[');
          keyExpected = b == '{';
        }
      }
      case '}', ']' -> {
        handler.containerEnd(raw);
        path.pop();
        keyExpected = false;
      }
      case ',' -> {
        path.nextItem();
        keyExpected = path.depth() > 0 && !path.inArray();
      }
      default -> keyExpected = false;
    }
  }

  private int string(byte[] bytes, int from, int to, long shift) {
    return escapes.isInside() ? escape(bytes, from) : run(bytes, from, to, shift);
  }

  private int escape(byte[] bytes, int at) {
    if (lines && bytes[at] == '\n') {
      escapes.flush();
      return at;
    }
    if (validUntil(bytes, at, at + 1) == at) {
      return at;
    }
    return escapes.accept(bytes[at]) ? at + 1 : at;
  }

  private int run(byte[] bytes, int from, int to, long shift) {
    run.begin();
    int at = behindPlain(bytes, from, to);
    while (at < to && !ends(bytes[at]) && validUntil(bytes, at, at + 1) > at) {
      run.addOther(bytes[at]);
      at = behindPlain(bytes, at + 1, to);
    }
    if (at > from) {
      escapes.flushHigh();
      copyKey(bytes, from, at);
      handler.run(bytes, from, at, shift + from, run.characters(), run.isNormalized());
    }
    if (at == to || invalid || validUntil(bytes, at, at + 1) == at) {
      return at;
    }
    return endRun(bytes, at, shift);
  }

  private int behindPlain(byte[] bytes, int from, int to) {
    return grammar == null || grammar.atCharacter() ? run.skip(bytes, from, to) : from;
  }

  private boolean ends(byte b) {
    return b == '"' || b == '\\' || (b == '\n' && lines);
  }

  private int endRun(byte[] bytes, int at, long shift) {
    switch (bytes[at]) {
      case '\\' -> escapes.begin(shift + at);
      case '"' -> endString(shift + at);
      default -> end(shift + at);
    }
    return at + 1;
  }

  private void endString(long raw) {
    escapes.flush();
    state = State.BETWEEN;
    handler.stringEnd(key, raw);
    if (key) {
      path.key(keyLength <= keyText.length ? JsonKeys.find(keyText, keyLength) : null);
      keyExpected = false;
    }
  }

  private void endBare() {
    state = State.BETWEEN;
    handler.bareEnd();
  }

  private void copyKey(byte[] bytes, int from, int to) {
    if (key) {
      int length = to - from;
      if (keyLength + length <= keyText.length) {
        System.arraycopy(bytes, from, keyText, keyLength, length);
      }
      keyLength = Math.min(keyLength + length, keyText.length + 1);
    }
  }

  /** A copy of the current key, escaped characters included. */
  private final class KeyCopy implements TextHandler {
    @Override
    public void text(byte[] bytes, int from, int to, long raw) {
      copyKey(bytes, from, to);
      handler.text(bytes, from, to, raw);
    }

    @Override
    public void unit(byte[] text, int from, int to, long raw, int rawLength) {
      copyKey(text, from, to);
      handler.unit(text, from, to, raw, rawLength);
    }
  }
}
