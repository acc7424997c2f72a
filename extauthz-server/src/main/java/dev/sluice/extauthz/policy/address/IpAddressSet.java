package dev.sluice.extauthz.policy.address;

import java.util.Comparator;
import java.util.List;

/**
 * A set of IP addresses as sorted ranges that do not overlap. An IPv4 range takes 8 bytes, an IPv6
 * range 32. A lookup is a binary search.
 */
public final class IpAddressSet {
  // If blocks have the same first address, the largest sorts first.
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

  /** Returns true if one of the blocks contains the address. */
  public boolean contains(IpAddress address) {
    return address.isIpv4()
        ? ipv4.contains(address.ipv4())
        : ipv6.contains(address.high(), address.low());
  }

  /** Returns the number of ranges, without those that others contain. */
  int size() {
    return ipv4.size() + ipv6.size();
  }
}
