package dev.sluice.common.collect;

import org.jspecify.annotations.Nullable;

/**
 * An immutable map whose changed copy costs a few small arrays, however large the map is. Readers
 * use their copy without locks and never see half of a change.
 */
public final class TrieMap<K, V> {
  private final @Nullable TrieNode<K, V> root;

  private TrieMap(@Nullable TrieNode<K, V> root) {
    this.root = root;
  }

  /** Returns an empty map. */
  public static <K, V> TrieMap<K, V> empty() {
    return new TrieMap<>(null);
  }

  /** Returns the value of a key, or null. */
  public @Nullable V get(K key) {
    return root == null ? null : root.get(spread(key), 0, key);
  }

  /** Returns a map with this value for the key. */
  public TrieMap<K, V> with(K key, V value) {
    TrieNode.Leaf<K, V> leaf = new TrieNode.Leaf<>(spread(key), key, value);
    return new TrieMap<>(root == null ? leaf : root.with(0, leaf));
  }

  /** Returns a map without the key. */
  public TrieMap<K, V> without(K key) {
    int hash = spread(key);
    if (root == null || root.get(hash, 0, key) == null) {
      return this;
    }
    return new TrieMap<>(root.without(hash, 0, key));
  }

  /** Returns the number of entries. */
  public int size() {
    return root == null ? 0 : root.size();
  }

  private static int spread(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }
}
