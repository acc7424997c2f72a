package dev.sluice.common.collect;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An inner node with up to 32 children. A bit mask says which exist, so that missing ones use no
 * space.
 */
final class TrieBranch<K, V> implements TrieNode<K, V> {
  private static final int MASK = (1 << BITS) - 1;
  private final int bitmap;
  private final int size;
  private final TrieNode<K, V>[] nodes;

  private TrieBranch(int bitmap, int size, TrieNode<K, V>[] nodes) {
    this.bitmap = bitmap;
    this.size = size;
    this.nodes = nodes;
  }

  /** Returns a branch with one leaf, to which another will be added. */
  static <K, V> TrieBranch<K, V> of(int shift, Leaf<K, V> leaf) {
    TrieNode<K, V>[] nodes = array(1);
    nodes[0] = leaf;
    return new TrieBranch<>(bit(leaf.hash(), shift), 1, nodes);
  }

  @Override
  public @Nullable V get(int hash, int shift, K key) {
    int bit = bit(hash, shift);
    return (bitmap & bit) == 0 ? null : nodes[index(bit)].get(hash, shift + BITS, key);
  }

  @Override
  public TrieNode<K, V> with(int shift, Leaf<K, V> leaf) {
    int bit = bit(leaf.hash(), shift);
    int index = index(bit);
    if ((bitmap & bit) != 0) {
      return replaced(index, nodes[index].with(shift + BITS, leaf));
    }
    TrieNode<K, V>[] next = array(nodes.length + 1);
    System.arraycopy(nodes, 0, next, 0, index);
    next[index] = leaf;
    System.arraycopy(nodes, index, next, index + 1, nodes.length - index);
    return new TrieBranch<>(bitmap | bit, size + 1, next);
  }

  @Override
  public @Nullable TrieNode<K, V> without(int hash, int shift, K key) {
    int bit = bit(hash, shift);
    int index = index(bit);
    TrieNode<K, V> left = nodes[index].without(hash, shift + BITS, key);
    if (left != null) {
      return nodes.length == 1 && !(left instanceof TrieBranch) ? left : replaced(index, left);
    }
    if (nodes.length == 1) {
      return null;
    }
    if (nodes.length == 2 && !(nodes[1 - index] instanceof TrieBranch)) {
      return nodes[1 - index];
    }
    TrieNode<K, V>[] next = array(nodes.length - 1);
    System.arraycopy(nodes, 0, next, 0, index);
    System.arraycopy(nodes, index + 1, next, index, next.length - index);
    return new TrieBranch<>(bitmap & ~bit, size - 1, next);
  }

  @Override
  public int size() {
    return size;
  }

  private TrieBranch<K, V> replaced(int index, TrieNode<K, V> node) {
    TrieNode<K, V>[] next = Arrays.copyOf(nodes, nodes.length);
    next[index] = node;
    return new TrieBranch<>(bitmap, size - nodes[index].size() + node.size(), next);
  }

  private int index(int bit) {
    return Integer.bitCount(bitmap & (bit - 1));
  }

  private static int bit(int hash, int shift) {
    return 1 << ((hash >>> shift) & MASK);
  }

  // Safe: only nodes are stored in it, and it never leaves this class.
  @SuppressWarnings("unchecked")
  private static <K, V> TrieNode<K, V>[] array(int length) {
    return (TrieNode<K, V>[]) new TrieNode<?, ?>[length];
  }
}
