package dev.sluice.extproc.recognizer.person;

import dev.sluice.common.match.search.MatchCandidate;
import dev.sluice.common.match.search.MatchCheck;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** A test of Hangul syllables in UTF-8, each of which has three bytes. */
final class HangulText {
  /** The bytes of one syllable. */
  static final int SYLLABLE = 3;

  /** The bytes behind a candidate that show whether a word continues. */
  static final int LOOK_AHEAD = 4;

  private static final char FIRST = '가';

  private static final char LAST = '힣';

  /** A pattern of any syllable. */
  static final String ANY = "[가-힣]";

  private HangulText() {}

  static boolean isSyllable(char character) {
    return character >= FIRST && character <= LAST;
  }

  /** Returns true if a syllable ends before a position, so that a word continues there. */
  static boolean continuesWord(byte[] text, int from) {
    return from >= SYLLABLE && isSyllableAt(text, from - SYLLABLE, from);
  }

  /** Returns true if the bytes between two positions begin with a syllable. */
  static boolean isSyllableAt(byte[] text, int from, int to) {
    if (to - from < SYLLABLE || (text[from] & 0xF0) != 0xE0) {
      return false;
    }
    int character =
        (text[from] & 0x0F) << 12 | (text[from + 1] & 0x3F) << 6 | (text[from + 2] & 0x3F);
    return (text[from + 1] & 0xC0) == 0x80
        && (text[from + 2] & 0xC0) == 0x80
        && isSyllable((char) character);
  }

  /** Returns the text between two positions. */
  static String string(byte[] text, int from, int to) {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  /** The state of the text directly behind a candidate. */
  enum Behind {
    /** Another letter of the same script follows, so the candidate ends inside a word. */
    WORD,
    /** The word has ended. */
    END,
    /** The text may continue. */
    OPEN
  }

  /** Returns whether a word of syllables or ASCII letters continues behind a candidate. */
  static Behind behind(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int to = candidate.to();
    int known = candidate.contextTo() - to;
    if (known >= SYLLABLE || (known > 0 && text[to] >= 0) || candidate.hasFullContext()) {
      boolean letter = known > 0 && Character.isLetter(text[to]);
      return letter || isSyllableAt(text, to, candidate.contextTo()) ? Behind.WORD : Behind.END;
    }
    return Behind.OPEN;
  }

  /**
   * Returns the result for a candidate that does not match: final, unless more text may follow it.
   */
  static MatchCheck.CheckResult undecided(Behind behind) {
    return behind == Behind.OPEN ? MatchCheck.NoMatch.UNDECIDED : MatchCheck.NoMatch.REJECTED;
  }

  /** Returns a set of the syllables of a text. */
  static BitSet setOf(String syllables) {
    BitSet set = new BitSet();
    syllables.chars().filter(c -> isSyllable((char) c)).forEach(set::set);
    return set;
  }
}
