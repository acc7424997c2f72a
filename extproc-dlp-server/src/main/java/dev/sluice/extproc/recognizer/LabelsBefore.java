package dev.sluice.extproc.recognizer;

import dev.sluice.common.match.Candidate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The labels that stand before a candidate, found in one walk for all kinds of values. ASCII words
 * count in any case and as whole words, also within {@code camelCase} and {@code snake_case}.
 */
final class LabelsBefore {
  private static final int DIRECTLY = 2;
  private static final int GENERIC_WITHIN = 12;
  private static final Function<Candidate, LabelsBefore> WALK = LabelsBefore::walk;
  private static final Function<Candidate, Integer> SENTENCE = Sentences::begin;

  /** Where the last word of a label ends. */
  private Map<Label, Integer> last = Map.of();

  /** The same for words in the sentence of the value. */
  private Map<Label, Integer> lastInSentence = Map.of();

  private LabelsBefore() {}

  static LabelsBefore of(Candidate candidate) {
    return candidate.once(WALK);
  }

  /** Where the last word of some labels ends, negative if there is none. */
  int last(Set<Label> labels) {
    return last(last, labels);
  }

  /** The same in the sentence of the value. */
  int lastInSentence(Set<Label> labels) {
    return last(lastInSentence, labels);
  }

  /** Whether a word that may stand for any label is near. */
  boolean generic() {
    return lastInSentence.containsKey(Label.GENERIC);
  }

  private static Map<Label, Integer> with(Map<Label, Integer> ends, Label label, int end) {
    Map<Label, Integer> more = ends.isEmpty() ? new EnumMap<>(Label.class) : ends;
    more.merge(label, end, Math::max);
    return more;
  }

  private static int last(Map<Label, Integer> ends, Set<Label> labels) {
    int last = -1;
    if (ends.isEmpty()) {
      return last;
    }
    for (Label label : labels) {
      last = Math.max(last, ends.getOrDefault(label, -1));
    }
    return last;
  }

  private static LabelsBefore walk(Candidate candidate) {
    LabelsBefore found = new LabelsBefore();
    byte[] text = candidate.text();
    // The last byte before the candidate is no word.
    for (int to = candidate.from() - 1; to > candidate.first(); to -= Long.SIZE) {
      int from = Math.max(candidate.first(), to - Long.SIZE);
      byte before = from == candidate.first() ? (byte) ' ' : text[from - 1];
      long begins = Ascii.wordsBegin(before, text, from, to);
      for (; begins != 0; begins &= begins - 1) {
        int at = from + Long.numberOfTrailingZeros(begins);
        if (WordTable.LABELS.mayBegin(text[at], text[at + 1], text[at + 2])) {
          found.take(WordTable.LABELS.ofTwo(text[at], text[at + 1]), candidate, at);
          found.take(WordTable.LABELS.ofMore(text[at], text[at + 1], text[at + 2]), candidate, at);
        }
      }
    }
    return found;
  }

  private void take(WordTable.Word[] words, Candidate candidate, int at) {
    for (WordTable.Word word : words) {
      int end = at + word.length();
      int near = candidate.from() - end;
      int nearest =
          word.direct() ? DIRECTLY : word.label() == Label.GENERIC ? GENERIC_WITHIN : near;
      if (near >= 0 && near <= nearest && word.stands(candidate, at)) {
        last = with(last, word.label(), end);
        if (at >= candidate.once(SENTENCE)) {
          lastInSentence = with(lastInSentence, word.label(), end);
        }
      }
    }
  }
}
