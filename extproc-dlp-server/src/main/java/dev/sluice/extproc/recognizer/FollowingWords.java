package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** A set of words that name the kind of a value when they follow it in the same phrase. */
public final class FollowingWords {
  private static final int CHARACTERS = 26;

  /** The most characters of code from a quoted value to a name. */
  private static final int CODE_CHARACTERS = 40;

  /** The most bytes that are searched. */
  public static final int MAX_BYTES = 4 * CODE_CHARACTERS + 32;

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

  /** Creates a search for words in the case in which they are written. */
  public static FollowingWords of(String... words) {
    return new FollowingWords(
        Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new));
  }

  /** The result of a search after a value. */
  public enum Found {
    YES,
    NO,
    /** No word is there, but the text may continue. */
    OPEN
  }

  /** Searches the text after the candidate. */
  public Found find(MatchCandidate candidate) {
    byte[] text = candidate.text();
    boolean inCode = isArgument(candidate);
    int limit = inCode ? CODE_CHARACTERS : CHARACTERS;
    int characters = 0;
    for (int at = candidate.to(); at < candidate.contextTo(); at++) {
      // A word never begins inside a character.
      if ((text[at] & 0xC0) != 0x80) {
        int first = text[at] & 0xFF;
        Found here = begins[first] ? at(candidate, at) : Found.NO;
        if (here != Found.NO) {
          return inCode && here == Found.YES ? unlessKey(candidate, at) : here;
        }
        if (ends[first] && at + 1 >= candidate.contextTo() && !candidate.hasFullContext()) {
          return Found.OPEN;
        }
        boolean stop = ends[first] && !isArrow(candidate, at) && !(inCode && isInCode(first));
        if (stop || ++characters > limit) {
          return Found.NO;
        }
      }
    }
    return candidate.hasFullContext() ? Found.NO : Found.OPEN;
  }

  /** Returns true if a quoted value is an argument, so that its name may be in the next one. */
  private static boolean isArgument(MatchCandidate candidate) {
    byte[] text = candidate.text();
    int to = candidate.to();
    return to + 1 < candidate.contextTo()
        && (text[to] == '"' || text[to] == '\'')
        && (text[to + 1] == ',' || text[to + 1] == ')');
  }

  /** Finds a name, unless it is the key of another value. */
  private static Found unlessKey(MatchCandidate candidate, int name) {
    byte[] text = candidate.text();
    int at = name;
    while (at < candidate.contextTo()
        && (text[at] < 0 || text[at] == '_' || Character.isLetterOrDigit(text[at]))) {
      at++;
    }
    while (at < candidate.contextTo() && "\"' ".indexOf(text[at]) >= 0) {
      at++;
    }
    if (at == candidate.contextTo()) {
      return candidate.hasFullContext() ? Found.YES : Found.OPEN;
    }
    return text[at] == ':' || text[at] == '=' ? Found.NO : Found.YES;
  }

  private static boolean isInCode(int mark) {
    return mark == '"' || mark == '\'' || mark == ',';
  }

  /** Returns true in an arrow, as in {@code value <- name}. */
  private static boolean isArrow(MatchCandidate candidate, int at) {
    byte[] text = candidate.text();
    int next = at + 1 < candidate.contextTo() ? text[at + 1] : ' ';
    return switch (text[at]) {
      case '<' -> next == '-' || next == '=';
      case '=' -> next == '>' || text[at - 1] == '<';
      case '>' -> text[at - 1] == '-' || text[at - 1] == '=';
      default -> false;
    };
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
