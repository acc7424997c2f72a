package dev.sluice.extauthz.policy.address;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node of a prefix trie. It has values, or two children, or both.
 *
 * @param zero the blocks within this one whose next bit is 0
 * @param one the blocks within this one whose next bit is 1
 */
record CidrTrieNode<V>(
    CidrBlock block,
    List<V> values,
    @Nullable CidrTrieNode<V> zero,
    @Nullable CidrTrieNode<V> one) {
  CidrTrieNode {
    values = List.copyOf(values);
  }

  static <V> CidrTrieNode<V> leaf(CidrBlock block, V value) {
    return new CidrTrieNode<>(block, List.of(value), null, null);
  }

  CidrTrieNode<V> with(CidrBlock added, V value) {
    int common = block.commonLength(added);
    if (common < block.prefixLength()) {
      CidrTrieNode<V> parent =
          common == added.prefixLength()
              ? leaf(added, value)
              : new CidrTrieNode<V>(added.wider(common), List.of(), null, null)
                  .withChild(added.first(), leaf(added, value));
      return parent.withChild(block.first(), this);
    }
    if (common == added.prefixLength()) {
      List<V> all = Stream.concat(values.stream(), Stream.of(value)).toList();
      return new CidrTrieNode<>(block, all, zero, one);
    }
    CidrTrieNode<V> child = child(added.first());
    return withChild(added.first(), child == null ? leaf(added, value) : child.with(added, value));
  }

  @Nullable CidrTrieNode<V> without(CidrBlock removed, V value) {
    if (block.commonLength(removed) < block.prefixLength()) {
      return this;
    }
    if (block.prefixLength() == removed.prefixLength()) {
      List<V> rest = values.stream().filter(some -> !some.equals(value)).toList();
      return new CidrTrieNode<>(block, rest, zero, one).compressed();
    }
    CidrTrieNode<V> child = child(removed.first());
    return child == null
        ? this
        : withChild(removed.first(), child.without(removed, value)).compressed();
  }

  /** Returns the child for addresses with the next bit of this one; null if there is none. */
  @Nullable CidrTrieNode<V> child(IpAddress address) {
    return block.isSingle() ? null : address.bit(block.prefixLength()) ? one : zero;
  }

  @Nullable V find(Predicate<V> wanted) {
    for (int i = 0; i < values.size(); i++) {
      if (wanted.test(values.get(i))) {
        return values.get(i);
      }
    }
    return null;
  }

  private CidrTrieNode<V> withChild(IpAddress side, @Nullable CidrTrieNode<V> child) {
    return side.bit(block.prefixLength())
        ? new CidrTrieNode<>(block, values, zero, child)
        : new CidrTrieNode<>(block, values, child, one);
  }

  private @Nullable CidrTrieNode<V> compressed() {
    return !values.isEmpty() || (zero != null && one != null) ? this : zero != null ? zero : one;
  }
}
