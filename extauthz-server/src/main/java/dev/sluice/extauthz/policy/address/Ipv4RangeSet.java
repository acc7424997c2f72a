package dev.sluice.extauthz.policy.address;

import java.util.Arrays;
import java.util.List;

/** The sorted ranges of IPv4 addresses, compared as unsigned numbers. */
final class Ipv4RangeSet {
  private final int[] firsts;
  private final int[] lasts;

  /** Creates a set from blocks that are sorted by their first addresses. */
  Ipv4RangeSet(List<CidrBlock> sorted) {
    int[] from = new int[sorted.size()];
    int[] to = new int[sorted.size()];
    int count = 0;
    for (CidrBlock block : sorted) {
      int first = block.first().ipv4();
      int last = block.last().ipv4();
      // Two blocks never overlap partly: one contains the other, or they are disjoint.
      boolean inside = count > 0 && !below(to[count - 1], first);
      if (!inside) {
        from[count] = first;
        to[count++] = last;
      }
    }
    firsts = Arrays.copyOf(from, count);
    lasts = Arrays.copyOf(to, count);
  }

  boolean contains(int address) {
    int low = 0;
    int high = firsts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (below(address, firsts[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low > 0 && !below(lasts[low - 1], address);
  }

  int size() {
    return firsts.length;
  }

  private static boolean below(int a, int b) {
    return Integer.compareUnsigned(a, b) < 0;
  }
}
