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
  private final boolean led;

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
    this.led = lead.isPresent();
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

  /** Whether matches begin before what the automaton looks for. */
  boolean isLed() {
    return led;
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
   * Where a match starts of which the automaton looks for the rest from a position on, or {@link
   * Lead#NONE}.
   *
   * @param lowest how far back it may start
   * @param atStart whether the window is the beginning of the text
   */
  int from(Lead.Run run, byte[] window, int tried, int lowest, boolean atStart) {
    return lead.isEmpty()
        ? tried
        : lead.get().start(run, window, Math.max(0, lowest), tried, atStart);
  }

  /** Where the next one starts behind one of these. */
  int next(byte[] window, int tried, int start, boolean atStart) {
    return lead.isEmpty() ? Lead.NONE : lead.get().next(window, start, tried, atStart);
  }

  /** What each match of any of them has near its beginning. */
  Optional<Anchor> anchor() {
    return anchor;
  }

  RunLimits limits() {
    return limits;
  }
}
