package dev.sluice.extauthz.policy.address;

import java.util.Comparator;
import java.util.List;

/**
 * Any number of blocks as sorted ranges apart from each other, eight bytes for one of IPv4 and 32
 * for one of IPv6. A look-up is a binary search.
 */
public final class AddressSet {
  // Of blocks that begin together the largest comes first.
  private static final Comparator<Cidr> BY_FIRST =
      Comparator.<Cidr>comparingLong(cidr -> cidr.first().high() + Long.MIN_VALUE)
          .thenComparingLong(cidr -> cidr.first().low() + Long.MIN_VALUE)
          .thenComparingInt(Cidr::bits);

  private final Ipv4Ranges ipv4;
  private final Ipv6Ranges ipv6;

  AddressSet(List<Cidr> blocks) {
    List<Cidr> sorted = blocks.stream().sorted(BY_FIRST).toList();
    ipv4 = new Ipv4Ranges(sorted.stream().filter(Cidr::isIpv4).toList());
    ipv6 = new Ipv6Ranges(sorted.stream().filter(cidr -> !cidr.isIpv4()).toList());
  }

  /** Whether one of the blocks holds the address. */
  public boolean contains(IpAddress address) {
    return address.isIpv4()
        ? ipv4.contains(address.ipv4())
        : ipv6.contains(address.high(), address.low());
  }

  /** How many ranges were left after leaving out what others hold. */
  int size() {
    return ipv4.size() + ipv6.size();
  }
}
