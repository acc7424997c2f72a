package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import dev.sluice.common.match.MatchCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands between the name of a secret and its value.
 *
 * @param value where the value begins
 * @param assigns whether a sign says that it is the value, and not only words
 */
record SecretGap(int value, boolean assigns) {
  private static final String SIGNS = ":=|>([,\n\"'`";
  private static final String FILL = " \t\r\n\"'`()[]|>:=,*";
  private static final List<byte[]> WORDS =
      Stream.of("is ", "was ", "to ", "as ", "of ", "from ", "value ", "now ", "set ", "changed ")
          .map(word -> word.getBytes(StandardCharsets.UTF_8))
          .toList();

  /** Reads on from the end of a name. */
  static SecretGap after(Candidate candidate, int name) {
    byte[] text = candidate.text();
    boolean assigns = false;
    int at = name;
    while (at < candidate.to()) {
      int next = skip(text, at, candidate.to());
      if (next == at) {
        break;
      }
      assigns |= SIGNS.indexOf(text[at]) >= 0 || text[at] == '<';
      at = next;
    }
    return new SecretGap(at, assigns);
  }

  /** The value up to the candidate's end, if it is one; two with a word between go together. */
  Optional<MatchCheck.Span> value(Candidate candidate) {
    byte[] text = candidate.text();
    int end = candidate.to();
    if (value >= end) {
      return Optional.empty();
    }
    int first = value;
    while (first < end && text[first] != ' ') {
      first++;
    }
    first -= first < end ? 1 : 0;
    boolean holds =
        assigns
            ? SecretValue.assigned(text, value, first, SecretNames.ofPerson(text, candidate.from()))
            : SecretValue.told(text, value, first);
    return holds && Shape.together(text, value, end)
        ? Optional.of(new MatchCheck.Span(value, end))
        : Optional.empty();
  }

  private static int skip(byte[] text, int at, int to) {
    if (text[at] < 0 || FILL.indexOf(text[at]) >= 0) {
      return at + 1;
    }
    if (text[at] == '-' && at + 1 < to && text[at + 1] == '>') {
      return at + 2;
    }
    if (text[at] == '<') {
      int close = at;
      while (close < to && text[close] != '>') {
        close++;
      }
      return close < to ? close + 1 : at;
    }
    for (byte[] word : WORDS) {
      if (text[at - 1] == ' ' && Ascii.stands(text, at, to, word)) {
        return at + word.length;
      }
    }
    return at;
  }
}
