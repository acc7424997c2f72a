package dev.sluice.extauthz.policy.address;

import java.util.Arrays;
import java.util.List;

/**
 * The sorted ranges of IPv6 addresses. A range has four numbers: the two halves of its first
 * address and those of its last.
 */
final class Ipv6RangeSet {
  private static final int STEP = 4;

  private final long[] ranges;

  /** Creates a set from blocks that are sorted by their first addresses. */
  Ipv6RangeSet(List<CidrBlock> sorted) {
    long[] all = new long[sorted.size() * STEP];
    int end = 0;
    for (CidrBlock block : sorted) {
      IpAddress first = block.first();
      IpAddress last = block.last();
      // Two blocks never overlap partly: one contains the other, or they are disjoint.
      boolean inside = end > 0 && !below(all[end - 2], all[end - 1], first.high(), first.low());
      if (!inside) {
        all[end++] = first.high();
        all[end++] = first.low();
        all[end++] = last.high();
        all[end++] = last.low();
      }
    }
    ranges = Arrays.copyOf(all, end);
  }

  boolean contains(long high, long low) {
    int from = 0;
    int to = ranges.length / STEP;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int at = middle * STEP;
      if (below(high, low, ranges[at], ranges[at + 1])) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    int at = (from - 1) * STEP;
    return from > 0 && !below(ranges[at + 2], ranges[at + 3], high, low);
  }

  int size() {
    return ranges.length / STEP;
  }

  private static boolean below(long high, long low, long otherHigh, long otherLow) {
    return high == otherHigh
        ? Long.compareUnsigned(low, otherLow) < 0
        : Long.compareUnsigned(high, otherHigh) < 0;
  }
}
