package dev.sluice.common.match.automaton;

import java.util.Arrays;

/**
 * A deterministic automaton over bytes. It runs from one start position until no pattern can match
 * any more. A state is the offset of its row in one transition table. State 0 is dead.
 */
public final class Dfa {
  /** The maximum number of table entries of one automaton: 2 MB. */
  private static final int MAX_ENTRIES = 1 << 20;

  /** The maximum number of states, which two bytes can number. */
  private static final int MAX_STATES = 1 << 16;

  private static final int[] NONE = {};

  private final byte[] classOf = new byte[ByteClasses.EDGE + 1];
  private final int edgeClass;
  private final int classCount;
  private final int shift;
  private final char[] table;
  private final int[] startRows;
  private final int[] startStates;
  private final int[][] accepted;

  Dfa(ByteClasses classes, char[] table, int[] startRows, int[][] accepted) {
    this.shift = shift(classes);
    this.edgeClass = classes.of(ByteClasses.EDGE);
    this.classCount = classes.count();
    this.table = table;
    this.startRows = startRows;
    this.startStates = Arrays.stream(startRows).distinct().toArray();
    this.accepted = accepted;
    for (int value = 0; value < classOf.length; value++) {
      classOf[value] = (byte) classes.of(value);
    }
  }

  /** Returns whether a table can have so many states. */
  static boolean fits(int states, ByteClasses classes) {
    return states <= MAX_STATES && (long) states << shift(classes) <= MAX_ENTRIES;
  }

  public int startState(int before) {
    return startRows[before];
  }

  /** Returns the distinct start states. The caller must not change the array. */
  public int[] startStates() {
    return startStates;
  }

  public int stateCount() {
    return table.length >>> shift;
  }

  /** Returns the number of byte classes, including the end of the text. */
  public int byteClassCount() {
    return classCount;
  }

  /** Returns the class of a byte or of {@link ByteClasses#EDGE}. */
  public int classOf(int value) {
    return classOf[value] & 0xFF;
  }

  /** Returns the index of the next state, for the index of a state and a class. */
  public int nextOfClass(int stateIndex, int byteClass) {
    return table[(stateIndex << shift) + byteClass] << shift;
  }

  /** Returns the size of the table. */
  public int tableEntries() {
    return table.length;
  }

  public int next(int state, int value) {
    return table[state + (classOf[value] & 0xFF)] << shift;
  }

  /** Returns whether a match may start with a byte, whatever precedes it. */
  public boolean startsWith(int value) {
    for (int start : startStates) {
      if (next(start, value) != 0) {
        return true;
      }
    }
    return false;
  }

  public int nextAtEnd(int state) {
    return table[state + edgeClass] << shift;
  }

  /**
   * Returns the first state that is neither dead nor accepting. Accepting states report a match
   * that ended one byte ago.
   */
  public int firstPlainState() {
    return accepted.length << shift;
  }

  /** Returns whether a match ended one byte before this state. */
  public boolean accepts(int state) {
    return state != 0 && state < firstPlainState();
  }

  /** Returns the patterns that matched up to the byte before the state with this index. */
  int[] acceptedAt(int stateIndex) {
    return acceptsStateIndex(stateIndex) ? accepted[stateIndex] : NONE;
  }

  /** Returns whether a match ended one byte before the state with this index. */
  boolean acceptsStateIndex(int stateIndex) {
    return stateIndex != 0 && stateIndex < accepted.length;
  }

  /**
   * Returns the patterns that matched up to the byte before the last one. Only for states below
   * {@link #firstPlainState}.
   */
  public int[] accepted(int state) {
    return accepted[state >>> shift];
  }

  /**
   * Returns for each state the length limit of a run: a longer run cannot become a match of the
   * given length any more. The limit includes the byte after the match.
   */
  public int[] longestRuns(int[] maxLengths) {
    return LongestRuns.of(this, maxLengths);
  }

  /** Returns the shift between a state and its index. Rows have a power of two as length. */
  static int shift(ByteClasses classes) {
    return 32 - Integer.numberOfLeadingZeros(classes.count() - 1);
  }

  public int stateIndex(int state) {
    return state >>> shift;
  }
}
