package dev.sluice.common.match;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells from a byte and its two neighbours which automata a match may start in there: two small
 * tables over classes of bytes, so that text in which nothing starts costs a few loads a byte.
 * Automata share the bits of a mask when there are more of them than bits.
 */
final class StartFilter {
  private static final int BITS = 8;
  private static final int VALUES = 257;

  private final char[] classOf = new char[VALUES];
  private final byte[] afterBefore;
  private final byte[] beforeNext;
  private final int shift;

  StartFilter(List<Dfa> automata) {
    byte[][] starts = new byte[VALUES][256];
    byte[][] pairs = new byte[256][256];
    for (int i = 0; i < automata.size(); i++) {
      add(automata.get(i), (byte) bit(i), starts, pairs);
    }
    int count = classify(starts, pairs);
    shift = 32 - Integer.numberOfLeadingZeros(Math.max(1, count - 1));
    afterBefore = new byte[count << shift];
    beforeNext = new byte[count << shift];
    for (int value = 0; value < 256; value++) {
      int row = classOf[value];
      for (int before = 0; before < VALUES; before++) {
        afterBefore[classOf[before] << shift | row] = starts[before][value];
      }
      for (int next = 0; next < 256; next++) {
        beforeNext[row << shift | classOf[next]] = pairs[value][next];
      }
    }
  }

  /** The bit that stands for an automaton. */
  static int bit(int automaton) {
    return 1 << automaton % BITS;
  }

  /**
   * The first position from {@code from} on where something may start, as far as it and the byte
   * behind it are there; otherwise that of the last byte, or {@code end} when there is none.
   */
  int next(byte[] text, int from, int end, int before) {
    int last = end - 1;
    if (from >= last) {
      return from;
    }
    int left = classOf[before] & 0xFF;
    int here = classOf[text[from] & 0xFF];
    for (int i = from; i < last; i++) {
      int right = classOf[text[i + 1] & 0xFF];
      if ((afterBefore[left << shift | here] & beforeNext[here << shift | right]) != 0) {
        return i;
      }
      left = here;
      here = right;
    }
    return last;
  }

  /** The bits of the automata in which something may start; the byte behind may be unknown. */
  int mask(int before, int value, int next) {
    int row = classOf[value];
    int mask = afterBefore[classOf[before] << shift | row];
    return next == ByteClasses.EDGE
        ? mask & 0xFF
        : mask & beforeNext[row << shift | classOf[next]] & 0xFF;
  }

  private static void add(Dfa dfa, byte bit, byte[][] starts, byte[][] pairs) {
    for (int before = 0; before < VALUES; before++) {
      for (int value = 0; value < 256; value++) {
        if (dfa.next(dfa.start(before), value) != 0) {
          starts[before][value] |= bit;
        }
      }
    }
    for (int start : dfa.starts()) {
      for (int value = 0; value < 256; value++) {
        int state = dfa.next(start, value);
        for (int next = 0; next < 256 && state != 0; next++) {
          if (dfa.next(state, next) != 0) {
            pairs[value][next] |= bit;
          }
        }
      }
    }
  }

  /** Bytes that no table tells apart are one class; says how many there are. */
  private int classify(byte[][] starts, byte[][] pairs) {
    Map<List<ByteBuffer>, Integer> classes = new HashMap<>();
    for (int value = 0; value < VALUES; value++) {
      byte[] asHere = new byte[VALUES];
      byte[] asNext = new byte[256];
      byte[] here = new byte[256];
      if (value < 256) {
        for (int other = 0; other < VALUES; other++) {
          asHere[other] = starts[other][value];
        }
        for (int other = 0; other < 256; other++) {
          asNext[other] = pairs[other][value];
        }
        here = pairs[value];
      }
      List<ByteBuffer> roles =
          List.of(
              ByteBuffer.wrap(starts[value]),
              ByteBuffer.wrap(asHere),
              ByteBuffer.wrap(asNext),
              ByteBuffer.wrap(here));
      classOf[value] = (char) (int) classes.computeIfAbsent(roles, r -> classes.size());
    }
    return classes.size();
  }
}
