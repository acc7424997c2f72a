package dev.sluice.common.match;

/**
 * The state of one automaton over one text: the position from which a match is being tried, and how
 * far that try got. Positions are indexes into the cursor's window.
 */
final class DfaRun {
  private final Dfa dfa;
  private final RunLimits limits;
  private final Ends ends;
  private int start;
  private int at;
  private int state;
  private boolean trying;

  DfaRun(PatternSet set, PatternSet.Part part, MatchListener listener) {
    dfa = part.dfa();
    limits = part.limits();
    ends = new Ends(set, part, listener);
  }

  /** Every position before it is decided. */
  int start() {
    return start;
  }

  /** The window has moved; a try in progress moves with it. */
  void shift(int by) {
    start -= by;
    at -= by;
  }

  void reset(int position) {
    start = position;
    trying = false;
    ends.reset();
  }

  /** Goes on until the window ends; if it is the end of the text too, every try is decided. */
  void scan(byte[] window, int end, long base, boolean last) {
    while (true) {
      if (!trying) {
        start = nextStart(window, end, base);
        if (start == end) {
          return;
        }
        at = start;
        state = dfa.start(before(window, start, base));
        trying = true;
      }
      if (goOn(window, end)) {
        if (!last) {
          return;
        }
        state = dfa.nextAtEnd(state);
        if (state != 0 && state < dfa.firstPlainState()) {
          accept(end);
        }
      }
      ends.tell(window, start, base);
      trying = false;
      start++;
    }
  }

  private int nextStart(byte[] window, int end, long base) {
    if (start == end) {
      return end;
    }
    int before = before(window, start, base);
    for (int i = start; i < end; i++) {
      int value = window[i] & 0xFF;
      if (dfa.mayStart(before, value)) {
        return i;
      }
      before = value;
    }
    return end;
  }

  private static int before(byte[] window, int position, long base) {
    return position == 0 && base == 0 ? ByteClasses.EDGE : window[position - 1] & 0xFF;
  }

  /** True if the try is still open at the end of the window. */
  private boolean goOn(byte[] window, int end) {
    int firstPlain = dfa.firstPlainState();
    int current = state;
    int i = at;
    boolean open = true;
    while (i < end) {
      current = dfa.next(current, window[i++] & 0xFF);
      if (current < firstPlain) {
        if (current == 0) {
          open = false;
          break;
        }
        state = current;
        accept(i - 1);
      }
      int length = i - start;
      if (length > limits.shortest() && length > limits.reach(dfa.stateIndex(current))) {
        open = false;
        break;
      }
    }
    state = current;
    at = i;
    return open;
  }

  private void accept(int end) {
    int length = end - start;
    for (int pattern : dfa.accepted(state)) {
      if (length <= limits.length(pattern)) {
        ends.add(pattern, length);
      }
    }
  }
}
