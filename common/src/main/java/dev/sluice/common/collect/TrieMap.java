package dev.sluice.common.collect;

import org.jspecify.annotations.Nullable;

/**
 * An immutable map, of which a changed copy costs a few small arrays however large it is: readers
 * keep the one they have, without locks and without seeing half of a change.
 */
public final class TrieMap<K, V> {
  private final @Nullable TrieNode<K, V> root;

  private TrieMap(@Nullable TrieNode<K, V> root) {
    this.root = root;
  }

  /** A map without entries. */
  public static <K, V> TrieMap<K, V> empty() {
    return new TrieMap<>(null);
  }

  /** What is kept for the key; null when nothing is. */
  public @Nullable V get(K key) {
    return root == null ? null : root.get(spread(key), 0, key);
  }

  /** The same map, but with that value for the key. */
  public TrieMap<K, V> with(K key, V value) {
    TrieNode.Leaf<K, V> leaf = new TrieNode.Leaf<>(spread(key), key, value);
    return new TrieMap<>(root == null ? leaf : root.with(0, leaf));
  }

  /** The same map, but with nothing for the key. */
  public TrieMap<K, V> without(K key) {
    int hash = spread(key);
    if (root == null || root.get(hash, 0, key) == null) {
      return this;
    }
    return new TrieMap<>(root.without(hash, 0, key));
  }

  /** How many entries there are. */
  public int size() {
    return root == null ? 0 : root.size();
  }

  private static int spread(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }
}
