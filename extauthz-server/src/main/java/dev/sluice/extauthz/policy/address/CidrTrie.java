package dev.sluice.extauthz.policy.address;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from CIDR blocks to values, as prefix tries with compressed paths: one for IPv4
 * blocks and one for others. A block can have several values. The next version shares all unchanged
 * parts.
 *
 * @param <V> the type of the values
 */
public final class CidrTrie<V> {
  private final @Nullable CidrTrieNode<V> ipv4;
  private final @Nullable CidrTrieNode<V> ipv6;

  private CidrTrie(@Nullable CidrTrieNode<V> ipv4, @Nullable CidrTrieNode<V> ipv6) {
    this.ipv4 = ipv4;
    this.ipv6 = ipv6;
  }

  public static <V> CidrTrie<V> empty() {
    return new CidrTrie<>(null, null);
  }

  public boolean isEmpty() {
    return ipv4 == null && ipv6 == null;
  }

  /** Returns this map with one more value for a block. */
  public CidrTrie<V> with(CidrBlock block, V value) {
    return block.isIpv4()
        ? new CidrTrie<>(with(ipv4, block, value), ipv6)
        : new CidrTrie<>(ipv4, with(ipv6, block, value));
  }

  /** Returns this map without a value of a block. */
  public CidrTrie<V> without(CidrBlock block, V value) {
    return block.isIpv4()
        ? new CidrTrie<>(without(ipv4, block, value), ipv6)
        : new CidrTrie<>(ipv4, without(ipv6, block, value));
  }

  /**
   * Returns the wanted value of the smallest block that contains the address and has one; null if
   * there is none.
   */
  public @Nullable V find(IpAddress address, Predicate<V> wanted) {
    V found = null;
    CidrTrieNode<V> node = address.isIpv4() ? ipv4 : ipv6;
    while (node != null && node.block().contains(address)) {
      V value = node.find(wanted);
      found = value == null ? found : value;
      node = node.child(address);
    }
    return found;
  }

  private static <V> CidrTrieNode<V> with(
      @Nullable CidrTrieNode<V> root, CidrBlock block, V value) {
    return root == null ? CidrTrieNode.leaf(block, value) : root.with(block, value);
  }

  private static <V> @Nullable CidrTrieNode<V> without(
      @Nullable CidrTrieNode<V> root, CidrBlock block, V value) {
    return root == null ? null : root.without(block, value);
  }
}
