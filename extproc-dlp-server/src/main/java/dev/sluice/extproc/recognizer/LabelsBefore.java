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

  /** Where the last word of a label ends. */
  private final Map<Label, Integer> last = new EnumMap<>(Label.class);

  /** The same for words in the sentence of the value. */
  private final Map<Label, Integer> lastInSentence = new EnumMap<>(Label.class);

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

  private static int last(Map<Label, Integer> ends, Set<Label> labels) {
    int last = -1;
    for (Label label : labels) {
      last = Math.max(last, ends.getOrDefault(label, -1));
    }
    return last;
  }

  private static LabelsBefore walk(Candidate candidate) {
    LabelsBefore found = new LabelsBefore();
    byte[] text = candidate.text();
    int start = candidate.from();
    boolean within =
        start == candidate.first() || text[start - 1] != '\n' || Sentences.belowHeader(candidate);
    for (int at = start - 2; at >= candidate.first(); at--) {
      within = within && !Sentences.ends(candidate, at);
      for (WordTable.Word word : WordTable.LABELS.at(text[at], text[at + 1])) {
        found.take(word, candidate, at, within);
      }
    }
    return found;
  }

  private void take(WordTable.Word word, Candidate candidate, int at, boolean within) {
    int end = at + word.length();
    int near = candidate.from() - end;
    int nearest = word.direct() ? DIRECTLY : word.label() == Label.GENERIC ? GENERIC_WITHIN : near;
    if (near >= 0 && near <= nearest && word.stands(candidate, at)) {
      last.merge(word.label(), end, Math::max);
      if (within) {
        lastInSentence.merge(word.label(), end, Math::max);
      }
    }
  }
}
