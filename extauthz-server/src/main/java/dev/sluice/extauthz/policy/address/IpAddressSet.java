package dev.sluice.extauthz.policy.address;

import java.util.Comparator;
import java.util.List;

/**
 * Any number of blocks as sorted ranges apart from each other, eight bytes for one of IPv4 and 32
 * for one of IPv6. A look-up is a binary search.
 */
public final class IpAddressSet {
  // Of blocks that begin together the largest comes first.
  private static final Comparator<CidrBlock> BY_FIRST =
      Comparator.<CidrBlock>comparingLong(cidr -> cidr.first().high() + Long.MIN_VALUE)
          .thenComparingLong(cidr -> cidr.first().low() + Long.MIN_VALUE)
          .thenComparingInt(CidrBlock::prefixLength);

  private final Ipv4RangeSet ipv4;
  private final Ipv6RangeSet ipv6;

  public IpAddressSet(List<CidrBlock> blocks) {
    List<CidrBlock> sorted = blocks.stream().sorted(BY_FIRST).toList();
    ipv4 = new Ipv4RangeSet(sorted.stream().filter(CidrBlock::isIpv4).toList());
    ipv6 = new Ipv6RangeSet(sorted.stream().filter(cidr -> !cidr.isIpv4()).toList());
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
