package dev.sluice.extproc.framing;

import dev.sluice.extproc.decoder.JsonGrammar;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A framing of a body whose content type is text or missing. A body that begins with a bracket is
 * JSON if JSON follows, up to its first key or for some bytes. {@code [FE80::1]} and {@code
 * [2026-01-02] ...} are text. A body with an escape is read as JSON in any case, because otherwise
 * its escaped text would not be inspected.
 */
public final class TextOrJsonFraming implements Framing {
  private static final int LONGEST_GUESS = 256;

  private enum State {
    BLANK,
    GUESSING,
    DECIDED
  }

  private final Supplier<Framing> json;
  private final JsonGrammar grammar = new JsonGrammar();
  private Framing current;
  private State state = State.BLANK;
  private byte[] guessed = new byte[0];
  private long guessedFrom;
  private boolean escaped;

  public TextOrJsonFraming(Framing text, Supplier<Framing> json) {
    this.json = json;
    current = text;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, long raw) {
    int at = from;
    if (state == State.BLANK) {
      at = JsonStart.skipBlank(bytes, from, to);
      current.feed(bytes, from, at, raw);
      if (at < to) {
        state = JsonStart.isOpeningBracket(bytes[at]) ? State.GUESSING : State.DECIDED;
        guessedFrom = raw + at - from;
      }
    }
    if (state == State.GUESSING) {
      at = guess(bytes, at, to);
    }
    if (at < to) {
      current.feed(bytes, at, to, raw + at - from);
    }
  }

  /** Collects the bytes that decide; returns the index after them. */
  private int guess(byte[] bytes, int from, int to) {
    int length = guessed.length;
    int end = Math.min(to, from + LONGEST_GUESS - length);
    guessed = Arrays.copyOf(guessed, length + end - from);
    System.arraycopy(bytes, from, guessed, length, end - from);
    int invalidAt = grammar.check(bytes, from, end);
    for (int i = from; i < invalidAt; i++) {
      escaped |= bytes[i] == '\\';
    }
    boolean broken = invalidAt < end;
    if (grammar.hasKey() || broken || guessed.length == LONGEST_GUESS) {
      decide(grammar.hasKey() || escaped || !broken);
    }
    return end;
  }

  private void decide(boolean isJson) {
    state = State.DECIDED;
    if (isJson) {
      current.end(guessedFrom);
      current = json.get();
    }
    current.feed(guessed, 0, guessed.length, guessedFrom);
    guessed = new byte[0];
  }

  @Override
  public void end(long raw) {
    if (state == State.GUESSING) {
      decide(grammar.isComplete() || escaped);
    }
    current.end(raw);
  }

  @Override
  public long watermarkAtStop(long raw) {
    return current.watermarkAtStop(raw);
  }

  @Override
  public long watermark(long raw) {
    return current.watermark(state == State.GUESSING ? guessedFrom : raw);
  }
}
