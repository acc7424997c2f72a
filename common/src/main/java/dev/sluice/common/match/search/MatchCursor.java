package dev.sluice.common.match.search;

import dev.sluice.common.match.automaton.ByteClasses;
import dev.sluice.common.match.automaton.Dfa;
import dev.sluice.common.match.pattern.MatchLengthLimits;
import dev.sluice.common.match.pattern.PatternAutomaton;
import dev.sluice.common.match.pattern.PrefixStarts;
import dev.sluice.common.match.start.StartFilter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The search through one text that arrives in pieces. What it tells its listener does not depend on
 * how the text was cut. It keeps only the text that an undecided match may still claim, and what a
 * check may want to see before one.
 */
public final class MatchCursor {
  private static final int SLICE = 4096;
  private static final int SMALL_WINDOW = 64;
  private static final long UNKNOWN = -1;

  private final PatternAutomaton[] parts;
  private final StartFilter filter;
  private final int lookBehind;
  private final LongestMatchReporter ends;
  private final @Nullable RequiredByteSearch[] anchors;
  private final int[] ledParts;
  private final PrefixStarts starts = new PrefixStarts();
  private byte[] window = new byte[SMALL_WINDOW];
  private int length;
  private long base;
  private long watermark = UNKNOWN;

  // Every position before it is decided; from it the automata are tried one after the other.
  private int start;
  private int part;
  private int from;
  private int near;
  private int at;
  private int state;
  private boolean trying;

  /** Whether the automaton may find more; else a check waits for more text. */
  private boolean open;

  MatchCursor(PatternSet set, MatchListener listener) {
    parts = set.automata();
    filter = set.filter();
    lookBehind = Math.max(1, set.lookBehind());
    ends = new LongestMatchReporter(set, listener);
    ledParts = set.automataWithPrefix();
    anchors = new RequiredByteSearch[parts.length];
    for (int i = 0; i < anchors.length; i++) {
      anchors[i] = parts[i].requiredByte().map(RequiredByteSearch::new).orElse(null);
    }
  }

  /** Takes the next piece of the text. */
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

  /** Takes the last piece of the text, a short one, and ends it. */
  public void end(byte[] text, int from, int to) {
    add(text, from, to - from);
    end();
  }

  /**
   * The text ends here: every match is decided. The cursor then stands at the start of a new text.
   */
  public void end() {
    scan(true);
    ends.reset();
    length = 0;
    base = 0;
    watermark = UNKNOWN;
    start = 0;
    part = 0;
    for (RequiredByteSearch anchor : anchors) {
      if (anchor != null) {
        anchor.reset();
      }
    }
    if (window.length > SLICE) {
      window = new byte[SMALL_WINDOW];
    }
  }

  /** The offset of the first byte that a match not told yet may still claim. */
  public long watermark() {
    if (watermark == UNKNOWN) {
      watermark = base + windowWatermark();
    }
    return watermark;
  }

  /** Where in the window the first match may start that is not told yet. */
  private int windowWatermark() {
    int first = trying ? from : start;
    for (int led : ledParts) {
      if (start == length || leadsOn(led)) {
        parts[led].findOpenStarts(window, start, base == 0, starts);
        if (starts.count() > 0) {
          first = Math.min(first, starts.start(starts.count() - 1));
        }
      }
    }
    return first;
  }

  /** Whether a run that has come to the position that is tried ends there, or goes on. */
  private boolean leadsOn(int number) {
    PatternAutomaton led = parts[number];
    int next = window[start] & 0xFF;
    return led.prefix().orElseThrow().mayContain(next)
        || (number > part && led.dfa().startsWith(next));
  }

  /** Goes on until the window ends; if it is the end of the text too, every try is decided. */
  private void scan(boolean last) {
    while (start < length) {
      if (!trying && part == 0) {
        start = filter.next(window, start, length, before(), last);
      }
      if (start == length || !tryAll(last)) {
        return;
      }
      part = 0;
      start++;
    }
  }

  /** Tries the automata that are left at this position; false if one cannot be decided yet. */
  private boolean tryAll(boolean last) {
    if (trying && !tryPart(parts[part], last)) {
      return false;
    }
    int before = before();
    for (int next : filter.automata(filter.groupsAt(window, start, length, before, last))) {
      if (next >= part && filter.mayStart(next, window, start, length, before, last)) {
        part = next;
        if (!tryPart(parts[next], last)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Goes on with one automaton, or begins; false if it cannot be decided yet. */
  private boolean tryPart(PatternAutomaton tried, boolean last) {
    if (!trying && tried.mayFollow(before()) && reachable(last)) {
      begin(tried);
    }
    if (trying) {
      if (open && goOn(tried) && !decideAtEnd(tried, last)) {
        return false;
      }
      open = false;
      if (!ends.isEmpty()
          && !ends.report(tried, new TextWindow(window, length, base, last), start)) {
        return false;
      }
      trying = false;
    }
    part++;
    return true;
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
    RequiredByteSearch anchor = anchors[part];
    return anchor == null || anchor.mayStartAt(window, start, length, last);
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

  /** True if the try is still open at the end of the window. */
  private boolean goOn(PatternAutomaton tried) {
    Dfa dfa = tried.dfa();
    MatchLengthLimits limits = tried.limits();
    int firstPlain = dfa.firstPlainState();
    int shortest = near + limits.shortest();
    byte[] text = window;
    int end = length;
    int current = state;
    int i = at;
    boolean goesOn = true;
    while (i < end) {
      current = dfa.next(current, text[i++] & 0xFF);
      if (current < firstPlain) {
        if (current == 0) {
          goesOn = false;
          break;
        }
        state = current;
        accept(tried, i - 1);
      }
      if (i > shortest && i - near > limits.longestRun(dfa.stateIndex(current))) {
        goesOn = false;
        break;
      }
    }
    state = current;
    at = i;
    return goesOn;
  }

  private void accept(PatternAutomaton tried, int end) {
    for (int pattern : tried.dfa().accepted(state)) {
      if (end - near <= tried.limits().longestMatch(pattern)) {
        ends.add(tried, tried.patternIndex(pattern), end - start);
      }
    }
  }

  /**
   * Drops what is decided, but for what a look behind may ask for; not before it is half of the
   * window, so that moving stays linear.
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
    for (RequiredByteSearch anchor : anchors) {
      if (anchor != null) {
        anchor.shift(keepFrom);
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
