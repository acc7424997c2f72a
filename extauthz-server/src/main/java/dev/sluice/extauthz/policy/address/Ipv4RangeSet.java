package dev.sluice.extauthz.policy.address;

import java.util.Arrays;
import java.util.List;

/** Sorted ranges of IPv4 addresses, compared as numbers without a sign. */
final class Ipv4RangeSet {
  private final int[] firsts;
  private final int[] lasts;

  /** From blocks in the order of their first addresses. */
  Ipv4RangeSet(List<CidrBlock> sorted) {
    int[] from = new int[sorted.size()];
    int[] to = new int[sorted.size()];
    int count = 0;
    for (CidrBlock block : sorted) {
      int first = block.first().ipv4();
      int last = block.last().ipv4();
      // Blocks are inside of each other or apart.
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
