package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of words that name the kind of a value when they precede it. ASCII words count in any
 * letter case, but not as a part of another word.
 */
public final class PrecedingWords {
  /** The most bytes that are searched before a value: about thirty Korean syllables. */
  public static final int MAX_BYTES = 96;

  private final List<byte[]> words;

  private PrecedingWords(List<byte[]> words) {
    this.words = words;
  }

  /** Creates a search for words in lower case. */
  public static PrecedingWords of(String... words) {
    return new PrecedingWords(
        Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** Returns the end of the last word before the candidate; negative if there is none. */
  public int lastEnd(MatchCandidate candidate) {
    int last = -1;
    for (byte[] word : words) {
      for (int at = candidate.from() - word.length;
          at >= candidate.contextFrom() && at > last;
          at--) {
        if (AsciiText.matchesWord(candidate.text(), at, candidate.from(), word)
            && (at == candidate.contextFrom()
                || AsciiText.isWordStart(candidate.text()[at - 1], candidate.text()[at]))
            && AsciiText.isWordEnd(
                candidate.text()[at + word.length - 1], candidate.text()[at + word.length])) {
          last = at + word.length;
        }
      }
    }
    return last;
  }
}
