package dev.sluice.common.collect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a {@link TrieMap}. Each level of branches uses the next five bits of the hash. */
sealed interface TrieNode<K, V> permits TrieNode.Leaf, TrieNode.Bucket, TrieBranch {
  int BITS = 5;
  int HASH_BITS = 32;

  @Nullable V get(int hash, int shift, K key);

  TrieNode<K, V> with(int shift, Leaf<K, V> leaf);

  /** Returns the node without a key that it contains, or null if nothing is left. */
  @Nullable TrieNode<K, V> without(int hash, int shift, K key);

  /** Returns the number of entries below this node. */
  int size();

  /** A single entry. */
  record Leaf<K, V>(int hash, K key, V value) implements TrieNode<K, V> {
    @Override
    public @Nullable V get(int hash, int shift, K key) {
      return this.hash == hash && this.key.equals(key) ? value : null;
    }

    @Override
    public TrieNode<K, V> with(int shift, Leaf<K, V> leaf) {
      return hash == leaf.hash && key.equals(leaf.key) ? leaf : join(shift, this, leaf);
    }

    @Override
    public @Nullable TrieNode<K, V> without(int hash, int shift, K key) {
      return null;
    }

    @Override
    public int size() {
      return 1;
    }

    private static <K, V> TrieNode<K, V> join(int shift, Leaf<K, V> one, Leaf<K, V> other) {
      if (shift >= HASH_BITS) {
        return new Bucket<>(List.of(one, other));
      }
      return TrieBranch.of(shift, one).with(shift, other);
    }
  }

  /** A node of several entries with equal hashes. */
  record Bucket<K, V>(List<Leaf<K, V>> leaves) implements TrieNode<K, V> {
    @Override
    public @Nullable V get(int hash, int shift, K key) {
      for (Leaf<K, V> leaf : leaves) {
        if (leaf.key.equals(key)) {
          return leaf.value;
        }
      }
      return null;
    }

    @Override
    public TrieNode<K, V> with(int shift, Leaf<K, V> leaf) {
      List<Leaf<K, V>> next = others(leaf.key);
      next.add(leaf);
      return new Bucket<>(next);
    }

    @Override
    public TrieNode<K, V> without(int hash, int shift, K key) {
      List<Leaf<K, V>> next = others(key);
      return next.size() == 1 ? next.getFirst() : new Bucket<>(next);
    }

    @Override
    public int size() {
      return leaves.size();
    }

    private List<Leaf<K, V>> others(K key) {
      List<Leaf<K, V>> others = new ArrayList<>(leaves);
      others.removeIf(leaf -> leaf.key.equals(key));
      return others;
    }
  }
}
