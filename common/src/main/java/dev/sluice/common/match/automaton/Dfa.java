package dev.sluice.common.match.automaton;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A deterministic automaton over bytes that runs from one start position until no pattern can match
 * from there any more. States are row offsets into one table, which has their numbers; 0 is dead.
 */
public final class Dfa {
  /** Table entries of one automaton: 2 MB. */
  private static final int MAX_ENTRIES = 1 << 20;

  /** As many as two bytes can number. */
  private static final int MAX_STATES = 1 << 16;

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

  /** Whether so many states are not too many for one table. */
  static boolean fits(int states, ByteClasses classes) {
    return states <= MAX_STATES && (long) states << shift(classes) <= MAX_ENTRIES;
  }

  public int startState(int before) {
    return startRows[before];
  }

  /** The states in which a try may begin, each once; not to be changed. */
  public int[] startStates() {
    return startStates;
  }

  public int stateCount() {
    return alive.size();
  }

  /** How many classes of bytes it tells apart, with the end of the text as one. */
  public int byteClassCount() {
    return classCount;
  }

  /** The class of a byte, or of {@link ByteClasses#EDGE}. */
  public int classOf(int value) {
    return classOf[value] & 0xFF;
  }

  /** The same as {@link #next} for the number of a state and of a class. */
  public int nextOfClass(int stateIndex, int byteClass) {
    return table[(stateIndex << shift) + byteClass] << shift;
  }

  /** The size of its table. */
  public int tableEntries() {
    return table.length;
  }

  public int next(int state, int value) {
    return table[state + (classOf[value] & 0xFF)] << shift;
  }

  /** Whether a match may start with a byte, whatever is before it. */
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

  /** States below it are dead or tell of a match that ended one byte ago. */
  public int firstPlainState() {
    return accepted.length << shift;
  }

  /** Whether a match ended one byte before a state. */
  public boolean accepts(int state) {
    return state != 0 && state < firstPlainState();
  }

  /** The same for the number of a state. */
  boolean acceptsStateIndex(int stateIndex) {
    return stateIndex != 0 && stateIndex < accepted.length;
  }

  /** Whether some pattern may still match from the state of a number. */
  boolean mayContinue(int stateIndex) {
    return !alive.get(stateIndex).isEmpty();
  }

  /** The patterns that matched up to the byte before the last; only for states below the bound. */
  public int[] accepted(int state) {
    return accepted[state >>> shift];
  }

  /** How far a run may go on from each row: the longest of the patterns still alive there. */
  public int[] longestRuns(int[] maxLengths) {
    int[] reach = new int[alive.size()];
    for (int i = 0; i < reach.length; i++) {
      reach[i] = alive.get(i).stream().map(pattern -> maxLengths[pattern]).max().orElse(0);
    }
    return reach;
  }

  /** Rows are as long as a power of two, so that a state's number is a shift away. */
  static int shift(ByteClasses classes) {
    return 32 - Integer.numberOfLeadingZeros(classes.count() - 1);
  }

  public int stateIndex(int state) {
    return state >>> shift;
  }
}
