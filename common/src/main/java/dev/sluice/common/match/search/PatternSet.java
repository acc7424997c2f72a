package dev.sluice.common.match.search;

import dev.sluice.common.match.automaton.BuildWorkLimit;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.automaton.DfaUnionBuilder;
import dev.sluice.common.match.pattern.MatchLengthLimits;
import dev.sluice.common.match.pattern.PatternAutomaton;
import dev.sluice.common.match.pattern.RequiredByte;
import dev.sluice.common.match.pattern.ReversePrefix;
import dev.sluice.common.match.pattern.TextPattern;
import dev.sluice.common.match.start.StartBytePairs;
import dev.sluice.common.match.start.StartFilter;
import dev.sluice.common.match.start.StartGroups;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A set of compiled patterns that are searched together in one pass, in time linear in the text for
 * a given longest match. It is immutable and shared by all texts.
 *
 * <p>Each pattern is matched independently. Among the texts that it matches and its check accepts,
 * the search reports the one with the lowest start, and of those the longest. It then continues
 * behind that match.
 */
public final class PatternSet {
  /**
   * An entry of a set.
   *
   * @param maxLength the longest match in bytes; it bounds the text that an undecided match can
   *     delay
   */
  public record Entry(TextPattern pattern, int maxLength, MatchCheck check) {}

  private final List<Entry> entries;
  private final PatternAutomaton[] automata;
  private final int[] automataWithPrefix;
  private final BitSet asked = new BitSet();
  private final MatchCheck[][] startChecks;
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
    for (int i = 0; i < entries.size(); i++) {
      TextPattern pattern = entries.get(i).pattern();
      asked.set(i, pattern.prefix().isEmpty() && pattern.minLength() >= MatchCheck.START_BYTES);
    }
    startChecks = fitting.stream().map(this::startChecks).toArray(MatchCheck[][]::new);
    filter = new StartFilter(patterns, starts, fitting);
    lookBehind = entries.stream().mapToInt(entry -> entry.check().lookBehind()).max().orElse(0);
  }

  /** Compiles a set. The index of a pattern is its position in the list. */
  public static PatternSet compile(List<Entry> entries) {
    return new PatternSet(entries);
  }

  /** The properties that all patterns of one automaton share. */
  private record GroupKey(int group, Optional<ReversePrefix> prefix, Optional<Integer> anchor) {}

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

  /**
   * Adds an automaton for these patterns. If they do not fit into one, halves them; a single
   * pattern always fits.
   */
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
              dfa.get(), group, likeness.group(), limits, likeness.prefix(), anchor));
    } else {
      int middle = group.size() / 2;
      add(likeness, group.subList(0, middle), fitting, spare);
      add(likeness, group.subList(middle, group.size()), fitting, spare);
    }
  }

  /** Returns the number of patterns. */
  public int size() {
    return entries.size();
  }

  /** Starts a search of a new text. */
  public MatchCursor cursor(MatchListener listener) {
    return new MatchCursor(this, listener);
  }

  /** Returns the automata. The array is shared and must not be changed. */
  PatternAutomaton[] automata() {
    return automata;
  }

  /** Returns whether a pattern's check is asked where a match may start. */
  boolean isAskedAtStart(int pattern) {
    return asked.get(pattern);
  }

  /** Returns the checks to ask about a start; none if a pattern must be searched anyway. */
  private MatchCheck[] startChecks(PatternAutomaton automaton) {
    int[] some = IntStream.range(0, automaton.size()).map(automaton::patternIndex).toArray();
    return Arrays.stream(some).allMatch(this::isAskedAtStart)
        ? Arrays.stream(some)
            .mapToObj(index -> entries.get(index).check())
            .distinct()
            .toArray(MatchCheck[]::new)
        : new MatchCheck[0];
  }

  /**
   * Returns the checks to ask about the starts of each automaton, or none. The array is shared and
   * must not be changed.
   */
  MatchCheck[][] startChecks() {
    return startChecks;
  }

  /** Returns the indexes of the automata with a prefix. The array is shared. */
  int[] automataWithPrefix() {
    return automataWithPrefix;
  }

  StartFilter filter() {
    return filter;
  }

  /** Returns the longest look-behind of all checks. */
  int lookBehind() {
    return lookBehind;
  }

  Entry entry(int pattern) {
    return entries.get(pattern);
  }

  /**
   * A budget for combining the patterns of a set into unions, beyond their own automata. When it is
   * used up, patterns keep their own automata.
   */
  private static final class UnionBudget {
    private static final int MAX_STATES = 1 << 14;

    private long effort = 8 * BuildWorkLimit.MAX;

    /** The remaining table entries: 32 MB. */
    private long entries = 8 << 20;

    /** Builds one automaton for all these patterns, if it is not too large. */
    Optional<Dfa> build(List<TextPattern> patterns) {
      long states = patterns.stream().mapToLong(pattern -> pattern.automaton().stateCount()).sum();
      // Avoids an attempt that is certain to fail.
      if (states > MAX_STATES) {
        return Optional.empty();
      }
      var one = new BuildWorkLimit(effort);
      Optional<Dfa> joined =
          DfaUnionBuilder.build(patterns.stream().map(TextPattern::automaton).toList(), one);
      effort -= one.spent();
      long apart = patterns.stream().mapToLong(pattern -> pattern.automaton().tableEntries()).sum();
      long more = joined.map(dfa -> Math.max(0, dfa.tableEntries() - apart)).orElse(0L);
      if (more > entries) {
        return Optional.empty();
      }
      entries -= more;
      return joined;
    }
  }
}
