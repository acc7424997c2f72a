package dev.sluice.common.match;

import java.util.List;
import java.util.Optional;

/** Some of a set's patterns in one automaton. */
final class PatternPart {
  private final Dfa dfa;
  private final int[] patterns;
  private final int group;
  private final RunLimits limits;
  private final Optional<Lead> lead;

  /** What may stand before the automaton's first byte. */
  private final boolean[] follows = new boolean[ByteClasses.EDGE + 1];

  private final Optional<Anchor> anchor;

  PatternPart(
      Dfa dfa,
      List<Integer> patterns,
      int group,
      RunLimits limits,
      Optional<Lead> lead,
      Optional<Anchor> anchor) {
    this.dfa = dfa;
    this.patterns = patterns.stream().mapToInt(Integer::intValue).toArray();
    this.group = group;
    this.limits = limits;
    this.lead = lead;
    for (int before = 0; before < follows.length; before++) {
      follows[before] = lead.isEmpty() || lead.get().endsWith(before);
    }
    this.anchor = anchor;
  }

  Dfa dfa() {
    return dfa;
  }

  /** The group by which all of its patterns start. */
  int group() {
    return group;
  }

  /** How many patterns it has. */
  int size() {
    return patterns.length;
  }

  /** The index in the set of one of its patterns. */
  int pattern(int number) {
    return patterns[number];
  }

  /** Whether what the automaton looks for may come behind a byte, or at the start of the text. */
  boolean mayFollow(int before) {
    return follows[before];
  }

  /** What each match of any of them begins with, before what the automaton looks for. */
  Optional<Lead> lead() {
    return lead;
  }

  /**
   * Finds where matches start of which the automaton looks for the rest from a position on.
   *
   * @param atStart whether the window is the beginning of the text
   */
  void starts(byte[] window, int tried, boolean atStart, RunStarts starts) {
    if (lead.isEmpty()) {
      starts.only(tried);
    } else {
      lead.get().find(window, tried - limits.longest(), tried, atStart, starts);
    }
  }

  /** The same where nothing of what the automaton looks for is known yet, nor the run complete. */
  void openStarts(byte[] window, int tried, boolean atStart, RunStarts starts) {
    lead.orElseThrow().findOpen(window, tried - limits.longest(), tried, atStart, starts);
  }

  /** What each match of any of them has near its beginning. */
  Optional<Anchor> anchor() {
    return anchor;
  }

  RunLimits limits() {
    return limits;
  }
}
