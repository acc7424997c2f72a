package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** A set of words that name the kind of a value when they follow it in the same phrase. */
final class FollowingWords {
  private static final int CHARACTERS = 26;

  /** The most bytes that are searched. */
  static final int MAX_BYTES = 4 * CHARACTERS + 32;

  /** The characters that end a phrase. */
  private static final String STOPS = "0123456789\r\n\t,;:|\"'[]{}<>=";

  private final byte[][] words;

  /** The bytes that end a phrase, and the first bytes of the words. */
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

  /** The result of a search after a value. */
  enum Found {
    YES,
    NO,
    /** No word is there, but the text may continue. */
    OPEN
  }

  Found find(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int characters = 0;
    for (int at = candidate.to(); at < candidate.contextTo(); at++) {
      // A word never begins inside a character.
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
