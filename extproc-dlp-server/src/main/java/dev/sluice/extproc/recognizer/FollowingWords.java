package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Words that say what a value is when they stand a little behind it, in the same phrase. */
final class FollowingWords {
  private static final int CHARACTERS = 26;

  /** The most bytes that are looked at. */
  static final int MAX_BYTES = 4 * CHARACTERS + 32;

  /** What ends a phrase. */
  private static final String STOPS = "0123456789\r\n\t,;:|\"'[]{}<>=";

  private final byte[][] words;

  /** Which bytes end a phrase, and which some word begins with. */
  private final boolean[] ends = new boolean[256];

  private final boolean[] begins = new boolean[256];

  private FollowingWords(byte[][] words) {
    this.words = words;
    STOPS.chars().forEach(stop -> ends[stop] = true);
    for (byte[] word : words) {
      begins[word[0] & 0xFF] = true;
    }
  }

  static FollowingWords of(String... words) {
    return new FollowingWords(
        Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
  }

  /** What is behind a value. */
  enum Found {
    YES,
    NO,
    /** There is none as far as the text is known. */
    OPEN
  }

  Found find(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int characters = 0;
    for (int at = candidate.to(); at < candidate.contextTo(); at++) {
      // No word begins within a character.
      if ((text[at] & 0xC0) != 0x80) {
        int first = text[at] & 0xFF;
        Found here = begins[first] ? at(candidate, at) : Found.NO;
        if (here != Found.NO) {
          return here;
        }
        if (ends[first] || ++characters > CHARACTERS) {
          return Found.NO;
        }
      }
    }
    return candidate.hasFullContext() ? Found.NO : Found.OPEN;
  }

  private Found at(MatchCandidate candidate, int at) {
    boolean open = false;
    for (byte[] word : words) {
      int known = Math.min(word.length, candidate.contextTo() - at);
      if (Arrays.equals(candidate.text(), at, at + known, word, 0, known)) {
        if (known == word.length) {
          return Found.YES;
        }
        open = true;
      }
    }
    return open && !candidate.hasFullContext() ? Found.OPEN : Found.NO;
  }
}
