package dev.sluice.common.match.automaton;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

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
  private final List<BitSet> alive;

  Dfa(ByteClasses classes, char[] table, int[] startRows, int[][] accepted, List<BitSet> alive) {
    this.shift = shift(classes);
    this.edgeClass = classes.of(ByteClasses.EDGE);
    this.classCount = classes.count();
    this.table = table;
    this.startRows = startRows;
    this.startStates = Arrays.stream(startRows).distinct().toArray();
    this.accepted = accepted;
    this.alive = alive;
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
    return alive.size();
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

  /** Returns whether a match ended one byte before the state with this index. */
  boolean acceptsStateIndex(int stateIndex) {
    return stateIndex != 0 && stateIndex < accepted.length;
  }

  /** Returns whether a pattern may still match from the state with this index. */
  boolean mayContinue(int stateIndex) {
    return !alive.get(stateIndex).isEmpty();
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
    return LongestRuns.of(new Reversed(), maxLengths);
  }

  /** The transitions of this automaton in the opposite direction. */
  private final class Reversed implements LongestRuns.Transitions {
    private final int[] ends = new int[stateCount()];
    private final int[] before;

    Reversed() {
      forEach((_, to) -> ends[to]++);
      Arrays.parallelPrefix(ends, Integer::sum);
      before = new int[ends[ends.length - 1]];
      int[] next = ends.clone();
      forEach((from, to) -> before[--next[to]] = from);
    }

    private void forEach(IntBinaryConsumer transition) {
      for (int state = 1; state < stateCount(); state++) {
        for (int c = 0; c < classCount; c++) {
          transition.accept(state, table[(state << shift) + c]);
        }
      }
    }

    @Override
    public int stateCount() {
      return alive.size();
    }

    @Override
    public int[] statesBefore(int state) {
      return Arrays.copyOfRange(before, state == 0 ? 0 : ends[state - 1], ends[state]);
    }

    @Override
    public int[] accepted(int state) {
      return acceptsStateIndex(state) ? accepted[state] : NONE;
    }
  }

  /** A consumer of two numbers. */
  @FunctionalInterface
  private interface IntBinaryConsumer {
    void accept(int from, int to);
  }

  /** Returns the shift between a state and its index. Rows have a power of two as length. */
  static int shift(ByteClasses classes) {
    return 32 - Integer.numberOfLeadingZeros(classes.count() - 1);
  }

  public int stateIndex(int state) {
    return state >>> shift;
  }
}
