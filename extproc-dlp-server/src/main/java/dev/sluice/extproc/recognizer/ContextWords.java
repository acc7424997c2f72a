package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Words that say what a value is when they stand a little before it; those of ASCII letters in any
 * case, and not as the end of another word.
 */
final class ContextWords {
  /** How many bytes before a value are looked at: about thirty Korean syllables. */
  static final int REACH = 96;

  private final List<byte[]> words;

  private ContextWords(List<byte[]> words) {
    this.words = words;
  }

  /** In lower case. */
  static ContextWords of(String... words) {
    return new ContextWords(
        Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** Where the last of them before the candidate ends; negative if there is none. */
  int last(Candidate candidate) {
    int last = -1;
    for (byte[] word : words) {
      for (int at = candidate.from() - word.length; at >= candidate.first() && at > last; at--) {
        if (Ascii.stands(candidate.text(), at, candidate.from(), word)
            && (at == candidate.first()
                || Ascii.wordBegins(candidate.text()[at - 1], candidate.text()[at]))) {
          last = at + word.length;
        }
      }
    }
    return last;
  }
}
