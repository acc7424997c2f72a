package dev.sluice.common.collect;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map, of which a changed copy costs a few small arrays however large it is: readers
 * keep the one they have, without locks and without seeing half of a change.
 */
public final class TrieMap<K, V> {
  private final @Nullable TrieNode<K, V> root;
  private final int size;

  private TrieMap(@Nullable TrieNode<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  /** A map without entries. */
  public static <K, V> TrieMap<K, V> empty() {
    return new TrieMap<>(null, 0);
  }

  /** What is kept for the key; null when nothing is. */
  public @Nullable V get(K key) {
    return root == null ? null : root.get(spread(key), 0, key);
  }

  /** The same map, but with that value for the key. */
  public TrieMap<K, V> with(K key, V value) {
    int hash = spread(key);
    if (root == null) {
      return new TrieMap<>(new TrieNode.Leaf<>(hash, key, value), 1);
    }
    boolean known = root.get(hash, 0, key) != null;
    return new TrieMap<>(
        root.with(0, new TrieNode.Leaf<>(hash, key, value)), known ? size : size + 1);
  }

  /** The same map, but with nothing for the key. */
  public TrieMap<K, V> without(K key) {
    int hash = spread(key);
    if (root == null || root.get(hash, 0, key) == null) {
      return this;
    }
    return new TrieMap<>(root.without(hash, 0, key), size - 1);
  }

  /** How many entries there are. */
  public int size() {
    return size;
  }

  /** Visits every entry, in no order that means anything. */
  public void forEach(BiConsumer<? super K, ? super V> visitor) {
    if (root != null) {
      root.forEach(visitor);
    }
  }

  private static int spread(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }
}
