package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.search.MatchCandidate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The labels before a candidate, found in one pass for all kinds of values. ASCII words count in
 * any letter case and as whole words, also in {@code camelCase} and {@code snake_case}.
 */
final class PrecedingLabels {
  private static final int DIRECTLY = 2;
  private static final int GENERIC_WITHIN = 12;
  private static final Function<MatchCandidate, PrecedingLabels> WALK = PrecedingLabels::walk;
  private static final Function<MatchCandidate, Integer> SENTENCE = SentenceStart::of;

  /** The end of the last word of each label. */
  private Map<NumberLabel, Integer> lastEnd = Map.of();

  /** The end of the last word of each label in the sentence of the value. */
  private Map<NumberLabel, Integer> lastEndInSentence = Map.of();

  private PrecedingLabels() {}

  static PrecedingLabels of(MatchCandidate candidate) {
    return candidate.computeOnce(WALK);
  }

  /** Returns the end of the last word of some labels; negative if there is none. */
  int lastEnd(Set<NumberLabel> labels) {
    return lastEnd(lastEnd, labels);
  }

  /**
   * Returns the end of the last word of some labels in the sentence of the value; negative if there
   * is none.
   */
  int lastEndInSentence(Set<NumberLabel> labels) {
    return lastEnd(lastEndInSentence, labels);
  }

  /** Returns true if a generic word is near. */
  boolean hasGeneric() {
    return lastEndInSentence.containsKey(NumberLabel.GENERIC);
  }

  private static Map<NumberLabel, Integer> with(
      Map<NumberLabel, Integer> ends, NumberLabel label, int end) {
    Map<NumberLabel, Integer> more = ends.isEmpty() ? new EnumMap<>(NumberLabel.class) : ends;
    more.merge(label, end, Math::max);
    return more;
  }

  private static int lastEnd(Map<NumberLabel, Integer> ends, Set<NumberLabel> labels) {
    int last = -1;
    if (ends.isEmpty()) {
      return last;
    }
    for (NumberLabel label : labels) {
      last = Math.max(last, ends.getOrDefault(label, -1));
    }
    return last;
  }

  private static PrecedingLabels walk(MatchCandidate candidate) {
    PrecedingLabels found = new PrecedingLabels();
    byte[] text = candidate.text();
    // A word cannot begin with the last byte before the candidate.
    for (int to = candidate.from() - 1; to > candidate.contextFrom(); to -= Long.SIZE) {
      int from = Math.max(candidate.contextFrom(), to - Long.SIZE);
      byte before = from == candidate.contextFrom() ? (byte) ' ' : text[from - 1];
      long begins = AsciiText.wordStarts(before, text, from, to);
      for (; begins != 0; begins &= begins - 1) {
        int at = from + Long.numberOfTrailingZeros(begins);
        if (LabelWordTable.LABELS.mayBegin(text[at], text[at + 1], text[at + 2])) {
          found.take(LabelWordTable.LABELS.wordsOfTwo(text[at], text[at + 1]), candidate, at);
          found.take(
              LabelWordTable.LABELS.wordsOfMore(text[at], text[at + 1], text[at + 2]),
              candidate,
              at);
        }
      }
    }
    return found;
  }

  private void take(LabelWordTable.LabelWord[] words, MatchCandidate candidate, int at) {
    for (LabelWordTable.LabelWord word : words) {
      int end = at + word.length();
      int near = candidate.from() - end;
      int nearest =
          word.direct() ? DIRECTLY : word.label() == NumberLabel.GENERIC ? GENERIC_WITHIN : near;
      if (near >= 0 && near <= nearest && word.matchesAt(candidate, at)) {
        lastEnd = with(lastEnd, word.label(), end);
        if (at >= candidate.computeOnce(SENTENCE)) {
          lastEndInSentence = with(lastEndInSentence, word.label(), end);
        }
      }
    }
  }
}
