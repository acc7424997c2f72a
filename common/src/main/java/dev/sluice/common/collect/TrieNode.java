package dev.sluice.common.collect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Part of a {@link TrieMap}: each level of branches looks at five more bits of the hash. */
sealed interface TrieNode<K, V> permits TrieNode.Leaf, TrieNode.Bucket, TrieBranch {
  int BITS = 5;
  int HASH_BITS = 32;

  @Nullable V get(int hash, int shift, K key);

  TrieNode<K, V> with(int shift, Leaf<K, V> leaf);

  /** Null when nothing is left. The key is known to be there. */
  @Nullable TrieNode<K, V> without(int hash, int shift, K key);

  /** How many entries there are below. */
  int size();

  /** One entry. */
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

  /** Several entries whose hashes are alike in every bit. */
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
