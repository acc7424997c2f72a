package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import java.util.List;
import java.util.Optional;

/** Some of a set's patterns in one automaton. */
public final class PatternAutomaton {
  private final Dfa dfa;
  private final int[] patterns;
  private final int group;
  private final MatchLengthLimits limits;
  private final Optional<ReversePrefix> prefix;

  /** What may stand before the automaton's first byte. */
  private final boolean[] follows = new boolean[ByteClasses.EDGE + 1];

  private final Optional<RequiredByte> requiredByte;

  public PatternAutomaton(
      Dfa dfa,
      List<Integer> patterns,
      int group,
      MatchLengthLimits limits,
      Optional<ReversePrefix> lead,
      Optional<RequiredByte> anchor) {
    this.dfa = dfa;
    this.patterns = patterns.stream().mapToInt(Integer::intValue).toArray();
    this.group = group;
    this.limits = limits;
    this.prefix = lead;
    for (int before = 0; before < follows.length; before++) {
      follows[before] = lead.isEmpty() || lead.get().mayEndWith(before);
    }
    this.requiredByte = anchor;
  }

  public Dfa dfa() {
    return dfa;
  }

  /** The group by which all of its patterns start. */
  public int group() {
    return group;
  }

  /** How many patterns it has. */
  public int size() {
    return patterns.length;
  }

  /** The index in the set of one of its patterns. */
  public int patternIndex(int number) {
    return patterns[number];
  }

  /** Whether what the automaton looks for may come behind a byte, or at the start of the text. */
  public boolean mayFollow(int before) {
    return follows[before];
  }

  /** What each match of any of them begins with, before what the automaton looks for. */
  public Optional<ReversePrefix> prefix() {
    return prefix;
  }

  /**
   * Finds where matches start of which the automaton looks for the rest from a position on.
   *
   * @param atStart whether the window is the beginning of the text
   */
  public void findStarts(byte[] window, int tried, boolean atStart, PrefixStarts starts) {
    if (prefix.isEmpty()) {
      starts.set(tried);
    } else {
      prefix.get().findStarts(window, tried - limits.longest(), tried, atStart, starts);
    }
  }

  /** The same where nothing of what the automaton looks for is known yet, nor the run complete. */
  public void findOpenStarts(byte[] window, int tried, boolean atStart, PrefixStarts starts) {
    prefix.orElseThrow().findOpenStarts(window, tried - limits.longest(), tried, atStart, starts);
  }

  /** What each match of any of them has near its beginning. */
  public Optional<RequiredByte> requiredByte() {
    return requiredByte;
  }

  public MatchLengthLimits limits() {
    return limits;
  }
}
