package dev.sluice.common.match.search;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.pattern.MatchLengthLimits;
import dev.sluice.common.match.pattern.PatternAutomaton;
import dev.sluice.common.match.pattern.PrefixStarts;
import dev.sluice.common.match.pattern.ReversePrefix;
import dev.sluice.common.match.start.StartFilter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A search for all patterns of a {@link PatternSet} in one text that arrives in chunks. The
 * reported matches do not depend on the chunks.
 *
 * <p>The cursor keeps a window of the text. Every start position before {@code start} is decided.
 * At each position the search has three stages, and each one excludes most of the text before the
 * next.
 *
 * <p>1. The {@link StartFilter} skips to the next position where a match may start. It needs one
 * table lookup for each byte, however many patterns there are.
 *
 * <p>2. A pattern may have a {@link ReversePrefix}, such as the part of an e-mail address before
 * {@code @}. It is not searched from its first byte, because every ordinary word would be such a
 * start. The filter finds the first byte behind the prefix instead. {@code findStarts} then matches
 * the prefix backwards to find the real starts: {@code from} is the lowest one, {@code near} the
 * highest one.
 *
 * <p>3. The automaton of the patterns runs from {@code start}. The run continues over chunks:
 * {@code at} and {@code state} store its progress while {@code trying} is true. Each accepting
 * state adds a possible end to the {@link LongestMatchReporter}. The run ends in the dead state or
 * at the longest allowed match. The longest end of each pattern is then passed to its check and
 * reported. A check that needs more text keeps the run undecided after the automaton has ended;
 * {@code open} is then false.
 *
 * <p>A match with a prefix may start before matches that are already reported. Therefore {@link
 * #watermark()} is the offset before which no further match starts. It is the lowest start of the
 * current run, and of every prefix that the text so far may still complete. Text before the
 * watermark is dropped from the window, except for the bytes that checks need as context.
 */
public final class MatchCursor {
  private static final int SLICE = 4096;
  private static final int SMALL_WINDOW = 64;
  private static final long UNKNOWN = -1;

  private final PatternAutomaton[] automata;
  private final StartFilter filter;
  private final int lookBehind;
  private final LongestMatchReporter ends;
  private final @Nullable RequiredByteSearch[] requiredBytes;
  private final int[] prefixedAutomata;

  /** The checks to ask about the starts of each automaton, or none. */
  private final MatchCheck[][] startChecks;

  private final PrefixStarts starts = new PrefixStarts();
  private byte[] window = new byte[SMALL_WINDOW];
  private int length;
  private long base;
  private long watermark = UNKNOWN;

  // All positions before start are decided. The automata are tried at start, one after the other.
  private int start;
  private int automatonIndex;
  private int from;
  private int near;
  private int at;
  private int state;
  private boolean trying;

  /** A flag that the automaton may find more ends; if false, only a check needs more text. */
  private boolean open;

  MatchCursor(PatternSet set, MatchListener listener) {
    automata = set.automata();
    filter = set.filter();
    lookBehind = Math.max(1, set.lookBehind());
    ends = new LongestMatchReporter(set, listener);
    prefixedAutomata = set.automataWithPrefix();
    startChecks = set.startChecks();
    requiredBytes = new RequiredByteSearch[automata.length];
    for (int i = 0; i < requiredBytes.length; i++) {
      requiredBytes[i] = automata[i].requiredByte().map(RequiredByteSearch::new).orElse(null);
    }
  }

  /**
   * Continues at the watermark of another cursor, as if this one had read the same text. From there
   * on the text may be another one.
   *
   * @return the offset of the first byte that this cursor has of the text
   */
  public long continueFrom(MatchCursor other) {
    int at = (int) (other.watermark() - other.base);
    int first = Math.max(0, at - lookBehind);
    length = 0;
    makeRoom(other.length - first);
    System.arraycopy(other.window, first, window, 0, other.length - first);
    length = other.length - first;
    base = other.base + first;
    start = at - first;
    automatonIndex = 0;
    trying = false;
    watermark = UNKNOWN;
    ends.continueFrom(other.ends);
    for (RequiredByteSearch search : requiredBytes) {
      if (search != null) {
        search.reset();
      }
    }
    scan(false);
    return base;
  }

  /** Searches the next chunk of the text. */
  public void feed(byte[] text, int from, int to) {
    for (int piece = from; piece < to; piece += SLICE) {
      add(text, piece, Math.min(SLICE, to - piece));
      scan(false);
      forget();
    }
  }

  private void add(byte[] text, int from, int size) {
    makeRoom(size);
    System.arraycopy(text, from, window, length, size);
    length += size;
    watermark = UNKNOWN;
  }

  /** Searches the last chunk, which must be short, and ends the text. */
  public void end(byte[] text, int from, int to) {
    add(text, from, to - from);
    end();
  }

  /** Ends the text, which decides all matches. The cursor can then be used for a new text. */
  public void end() {
    scan(true);
    ends.reset();
    length = 0;
    base = 0;
    watermark = UNKNOWN;
    start = 0;
    automatonIndex = 0;
    for (RequiredByteSearch search : requiredBytes) {
      if (search != null) {
        search.reset();
      }
    }
    if (window.length > SLICE) {
      window = new byte[SMALL_WINDOW];
    }
  }

  /** Returns the offset before which no further match starts. */
  public long watermark() {
    if (watermark == UNKNOWN) {
      watermark = base + windowWatermark();
    }
    return watermark;
  }

  /** Returns the watermark as a position in the window. */
  private int windowWatermark() {
    int first = trying ? from : start;
    for (int prefixed : prefixedAutomata) {
      int end = prefixEnd(prefixed);
      if (end >= 0) {
        automata[prefixed].findOpenStarts(window, end, base == 0, starts);
        if (starts.count() > 0) {
          first = Math.min(first, starts.start(starts.count() - 1));
        }
      }
    }
    return first;
  }

  /**
   * Returns the end of a prefix that reaches the current position: the byte behind it may start the
   * suffix or has not arrived. Negative if there is none.
   */
  private int prefixEnd(int number) {
    PatternAutomaton prefixed = automata[number];
    ReversePrefix prefix = prefixed.prefix().orElseThrow();
    int end = start;
    while (end < length && prefix.mayContain(window[end] & 0xFF)) {
      end++;
    }
    boolean tried = end == start && number <= automatonIndex;
    return end == length || (!tried && prefixed.dfa().startsWith(window[end] & 0xFF)) ? end : -1;
  }

  /** Continues to the end of the window. At the end of the text all runs are decided. */
  private void scan(boolean last) {
    while (start < length) {
      if (!trying && automatonIndex == 0) {
        start = filter.next(window, start, length, before(), last);
      }
      if (start == length || !tryAll(last)) {
        return;
      }
      automatonIndex = 0;
      start++;
    }
  }

  /** Runs the remaining automata at the current position; returns false if one is undecided. */
  private boolean tryAll(boolean last) {
    if (trying && !tryAutomaton(automata[automatonIndex], last)) {
      return false;
    }
    int before = before();
    for (int next : filter.automata(filter.groupsAt(window, start, length, before, last))) {
      if (next >= automatonIndex && filter.mayStart(next, window, start, length, before, last)) {
        automatonIndex = next;
        if (!tryAutomaton(automata[next], last)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Starts or continues a run of one automaton; returns false if it is undecided. */
  private boolean tryAutomaton(PatternAutomaton tried, boolean last) {
    if (!trying && tried.mayFollow(before()) && reachable(last) && mayStart()) {
      begin(tried);
    }
    if (trying) {
      if (open && continueRun(tried) && !decideAtEnd(tried, last)) {
        return false;
      }
      open = false;
      if (!ends.isEmpty()
          && !ends.report(tried, new TextWindow(window, length, base, last), start)) {
        return false;
      }
      trying = false;
    }
    automatonIndex++;
    return true;
  }

  /** Returns false if the checks of all patterns of the automaton reject this start. */
  private boolean mayStart() {
    MatchCheck[] checks = startChecks[automatonIndex];
    if (checks.length == 0 || length - start < MatchCheck.START_BYTES) {
      return true;
    }
    for (MatchCheck check : checks) {
      if (check.mayStart(window, start)) {
        return true;
      }
    }
    return false;
  }

  private void begin(PatternAutomaton tried) {
    tried.findStarts(window, start, base == 0, starts);
    if (starts.count() > 0) {
      from = starts.start(starts.count() - 1);
      near = starts.start(0);
      at = start;
      state = tried.dfa().startState(before());
      trying = true;
      open = true;
    }
  }

  private boolean reachable(boolean last) {
    RequiredByteSearch search = requiredBytes[automatonIndex];
    return search == null || search.mayStartAt(window, start, length, last);
  }

  private boolean decideAtEnd(PatternAutomaton tried, boolean last) {
    if (last) {
      Dfa dfa = tried.dfa();
      state = dfa.nextAtEnd(state);
      if (dfa.accepts(state)) {
        accept(tried, length);
      }
    }
    return last;
  }

  private int before() {
    return start == 0 && base == 0 ? ByteClasses.EDGE : window[start - 1] & 0xFF;
  }

  /** Continues a run; returns true if it is still open at the end of the window. */
  private boolean continueRun(PatternAutomaton tried) {
    Dfa dfa = tried.dfa();
    MatchLengthLimits limits = tried.limits();
    int firstPlain = dfa.firstPlainState();
    int shortest = near + limits.shortest();
    byte[] text = window;
    int end = length;
    int current = state;
    int i = at;
    boolean mayContinue = true;
    while (i < end) {
      current = dfa.next(current, text[i++] & 0xFF);
      if (current < firstPlain) {
        if (current == 0) {
          mayContinue = false;
          break;
        }
        state = current;
        accept(tried, i - 1);
      }
      if (i > shortest && i - near > limits.longestRun(dfa.stateIndex(current))) {
        mayContinue = false;
        break;
      }
    }
    state = current;
    at = i;
    return mayContinue;
  }

  private void accept(PatternAutomaton tried, int end) {
    for (int pattern : tried.dfa().accepted(state)) {
      if (end - near <= tried.limits().longestMatch(pattern)) {
        ends.add(tried, tried.patternIndex(pattern), end - start);
      }
    }
  }

  /**
   * Drops the decided text from the window, except for the look-behind of checks. It drops at least
   * half of the window at once, so that the copying stays linear.
   */
  private void forget() {
    int atLeast = Math.max(1, length / 2);
    if (start - lookBehind < atLeast) {
      return;
    }
    int keepFrom = (int) (watermark() - base) - lookBehind;
    if (keepFrom < atLeast) {
      return;
    }
    length -= keepFrom;
    System.arraycopy(window, keepFrom, window, 0, length);
    base += keepFrom;
    start -= keepFrom;
    from -= keepFrom;
    near -= keepFrom;
    at -= keepFrom;
    for (RequiredByteSearch search : requiredBytes) {
      if (search != null) {
        search.shift(keepFrom);
      }
    }
    if (window.length > SLICE && length <= SMALL_WINDOW) {
      window = Arrays.copyOf(window, SMALL_WINDOW);
    }
  }

  private void makeRoom(int size) {
    if (window.length - length < size) {
      window = Arrays.copyOf(window, Math.max(length + size, window.length * 2));
    }
  }
}
