package dev.sluice.common.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Patterns compiled to be looked for together, in one pass and in time linear in the text for a
 * given longest match; immutable and shared by any number of texts.
 *
 * <p>Each pattern is matched by itself, as if it were alone: of the texts that the pattern matches
 * and its check accepts the one that starts first is taken, of those the longest, and the search
 * goes on behind it.
 */
public final class PatternSet {
  /**
   * One pattern of a set.
   *
   * @param maxLength matches longer than this, in bytes, are not looked for; it bounds how much
   *     text an undecided match can keep waiting
   */
  public record Entry(TextPattern pattern, int maxLength, MatchCheck check) {}

  private final List<Entry> entries;
  private final List<PatternPart> parts;
  private final StartFilter filter;
  private final int lookBehind;

  private PatternSet(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    List<PatternPart> fitting = new ArrayList<>();
    if (!entries.isEmpty()) {
      add(IntStream.range(0, entries.size()).boxed().toList(), fitting);
    }
    parts = List.copyOf(fitting);
    filter = new StartFilter(parts.stream().map(PatternPart::dfa).toList());
    lookBehind = entries.stream().mapToInt(entry -> entry.check().lookBehind()).max().orElse(0);
  }

  /** Compiles a set; the patterns keep their places in the list as indexes. */
  public static PatternSet compile(List<Entry> entries) {
    return new PatternSet(entries);
  }

  /** Halves what does not fit into one automaton; a single pattern always fits. */
  private void add(List<Integer> patterns, List<PatternPart> fitting) {
    Optional<Dfa> dfa =
        DfaBuilder.build(patterns.stream().map(index -> entries.get(index).pattern()).toList());
    if (dfa.isPresent()) {
      int[] lengths = patterns.stream().mapToInt(index -> entries.get(index).maxLength()).toArray();
      fitting.add(new PatternPart(dfa.get(), patterns, new RunLimits(dfa.get(), lengths)));
    } else {
      int middle = patterns.size() / 2;
      add(patterns.subList(0, middle), fitting);
      add(patterns.subList(middle, patterns.size()), fitting);
    }
  }

  /** How many patterns the set has. */
  public int size() {
    return entries.size();
  }

  /** Starts on a new text. */
  public MatchCursor cursor(MatchListener listener) {
    return new MatchCursor(this, listener);
  }

  List<PatternPart> parts() {
    return parts;
  }

  StartFilter filter() {
    return filter;
  }

  /** How far back some check wants to see. */
  int lookBehind() {
    return lookBehind;
  }

  Entry entry(int pattern) {
    return entries.get(pattern);
  }
}
