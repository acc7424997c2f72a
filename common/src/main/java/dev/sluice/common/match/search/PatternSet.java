package dev.sluice.common.match.search;

import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.pattern.MatchLengthLimits;
import dev.sluice.common.match.pattern.PatternAutomaton;
import dev.sluice.common.match.pattern.RequiredByte;
import dev.sluice.common.match.pattern.ReversePrefix;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.start.StartBytePairs;
import dev.sluice.common.match.start.StartFilter;
import dev.sluice.common.match.start.StartGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final PatternAutomaton[] automata;
  private final int[] automataWithPrefix;
  private final StartFilter filter;
  private final int lookBehind;

  private PatternSet(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    List<TextPattern> patterns = this.entries.stream().map(Entry::pattern).toList();
    List<StartBytePairs> starts = patterns.stream().map(StartBytePairs::new).toList();
    StartGroups startGroups = StartGroups.of(starts);
    List<PatternAutomaton> fitting = new ArrayList<>();
    var spare = new UnionBudget();
    groups(startGroups).forEach((likeness, group) -> add(likeness, group, fitting, spare));
    automata = fitting.toArray(PatternAutomaton[]::new);
    automataWithPrefix =
        IntStream.range(0, automata.length).filter(i -> automata[i].prefix().isPresent()).toArray();
    filter = new StartFilter(patterns, starts, fitting);
    lookBehind = entries.stream().mapToInt(entry -> entry.check().lookBehind()).max().orElse(0);
  }

  /** Compiles a set; the patterns keep their places in the list as indexes. */
  public static PatternSet compile(List<Entry> entries) {
    return new PatternSet(entries);
  }

  /** What patterns have in common that are looked for in one automaton. */
  private record GroupKey(int group, Optional<ReversePrefix> lead, Optional<Integer> anchor) {}

  private Map<GroupKey, List<Integer>> groups(StartGroups startGroups) {
    Map<GroupKey, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      TextPattern pattern = entries.get(i).pattern();
      GroupKey likeness =
          new GroupKey(
              startGroups.of(i), pattern.prefix(), pattern.requiredByte().map(RequiredByte::value));
      groups.computeIfAbsent(likeness, l -> new ArrayList<>()).add(i);
    }
    return groups;
  }

  /** Halves what does not fit into one automaton; a single pattern always fits. */
  private void add(
      GroupKey likeness, List<Integer> group, List<PatternAutomaton> fitting, UnionBudget spare) {
    List<TextPattern> patterns = group.stream().map(index -> entries.get(index).pattern()).toList();
    Optional<Dfa> dfa =
        group.size() == 1 ? Optional.of(patterns.getFirst().automaton()) : spare.build(patterns);
    if (dfa.isPresent()) {
      int[] lengths = group.stream().mapToInt(index -> entries.get(index).maxLength()).toArray();
      Optional<RequiredByte> anchor =
          patterns.stream()
              .flatMap(pattern -> pattern.requiredByte().stream())
              .reduce(RequiredByte::merge);
      MatchLengthLimits limits = new MatchLengthLimits(dfa.get(), lengths);
      fitting.add(
          new PatternAutomaton(
              dfa.get(), group, likeness.group(), limits, likeness.lead(), anchor));
    } else {
      int middle = group.size() / 2;
      add(likeness, group.subList(0, middle), fitting, spare);
      add(likeness, group.subList(middle, group.size()), fitting, spare);
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

  /** Shared; nobody changes it. */
  PatternAutomaton[] automata() {
    return automata;
  }

  /** The places of the parts with a lead; shared. */
  int[] automataWithPrefix() {
    return automataWithPrefix;
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
