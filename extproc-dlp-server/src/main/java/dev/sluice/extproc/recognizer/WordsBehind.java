package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Words that say what a value is when they stand a little behind it, in the same phrase. */
final class WordsBehind {
  private static final int CHARACTERS = 26;

  /** The most bytes that are looked at. */
  static final int REACH = 4 * CHARACTERS + 32;

  /** What ends a phrase, besides digits. */
  private static final String STOPS = "\r\n\t,;:|\"'[]{}<>=";

  private final byte[][] words;

  private WordsBehind(byte[][] words) {
    this.words = words;
  }

  static WordsBehind of(String... words) {
    return new WordsBehind(
        Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
  }

  /** What is behind a value. */
  enum Found {
    YES,
    NO,
    /** There is none as far as the text is known. */
    OPEN
  }

  Found behind(Candidate candidate) {
    byte[] text = candidate.text();
    int characters = 0;
    for (int at = candidate.to(); at < candidate.last(); at++) {
      // No word begins within a character.
      if ((text[at] & 0xC0) != 0x80) {
        Found here = at(candidate, at);
        if (here != Found.NO) {
          return here;
        }
        if (ends(text[at]) || ++characters > CHARACTERS) {
          return Found.NO;
        }
      }
    }
    return candidate.complete() ? Found.NO : Found.OPEN;
  }

  private static boolean ends(byte value) {
    return Ascii.isDigit(value) || (value > 0 && STOPS.indexOf(value) >= 0);
  }

  private Found at(Candidate candidate, int at) {
    boolean open = false;
    for (byte[] word : words) {
      int known = Math.min(word.length, candidate.last() - at);
      if (Arrays.equals(candidate.text(), at, at + known, word, 0, known)) {
        if (known == word.length) {
          return Found.YES;
        }
        open = true;
      }
    }
    return open && !candidate.complete() ? Found.OPEN : Found.NO;
  }
}
