package dev.sluice.common.match.pattern;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import java.util.List;
import java.util.Optional;

/** An automaton for some of the patterns of a set. */
public final class PatternAutomaton {
  private final Dfa dfa;
  private final int[] patterns;
  private final int group;
  private final MatchLengthLimits limits;
  private final Optional<ReversePrefix> prefix;

  /** The bytes that may precede the automaton's first byte. */
  private final boolean[] follows = new boolean[ByteClasses.EDGE + 1];

  private final Optional<RequiredByte> requiredByte;

  public PatternAutomaton(
      Dfa dfa,
      List<Integer> patterns,
      int group,
      MatchLengthLimits limits,
      Optional<ReversePrefix> prefix,
      Optional<RequiredByte> anchor) {
    this.dfa = dfa;
    this.patterns = patterns.stream().mapToInt(Integer::intValue).toArray();
    this.group = group;
    this.limits = limits;
    this.prefix = prefix;
    for (int before = 0; before < follows.length; before++) {
      follows[before] = prefix.isEmpty() || prefix.get().mayEndWith(before);
    }
    this.requiredByte = anchor;
  }

  public Dfa dfa() {
    return dfa;
  }

  /** Returns the start group of all its patterns. */
  public int group() {
    return group;
  }

  /** Returns the number of patterns. */
  public int size() {
    return patterns.length;
  }

  /** Returns the index in the set of one of its patterns. */
  public int patternIndex(int number) {
    return patterns[number];
  }

  /** Returns whether the automaton may start after this byte, or at the start of the text. */
  public boolean mayFollow(int before) {
    return follows[before];
  }

  /**
   * Returns the common prefix of all its patterns, which precedes the part that the automaton
   * matches.
   */
  public Optional<ReversePrefix> prefix() {
    return prefix;
  }

  /**
   * Finds the starts of all matches whose suffix the automaton may match from a position on.
   *
   * @param atStart whether the window is the beginning of the text
   */
  public void findStarts(byte[] window, int tried, boolean atStart, PrefixStarts starts) {
    if (prefix.isEmpty()) {
      starts.set(tried);
    } else {
      prefix.get().findStarts(window, tried - limits.longestPrefix(), tried, atStart, starts);
    }
  }

  /** Finds the starts of matches whose prefix may be incomplete at this position. */
  public void findOpenStarts(byte[] window, int tried, boolean atStart, PrefixStarts starts) {
    prefix
        .orElseThrow()
        .findOpenStarts(window, tried - limits.longestPrefix(), tried, atStart, starts);
  }

  /** Returns the required byte of all its patterns. */
  public Optional<RequiredByte> requiredByte() {
    return requiredByte;
  }

  public MatchLengthLimits limits() {
    return limits;
  }
}
