package dev.sluice.extproc.decoder;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokenizer's place in a document; it keeps keys and indexes of the upper levels only. */
public final class JsonPath {
  private static final int NAMED_LEVELS = 12;
  private static final String ITEM = "[]";

  private final BitSet arrays = new BitSet();
  private final @Nullable String[] keys = new String[NAMED_LEVELS];
  private final int[] indexes = new int[NAMED_LEVELS];
  private final int[] objects = new int[NAMED_LEVELS];
  private int depth;
  private int containerCount;

  /** Returns the number of open objects and arrays. */
  public int depth() {
    return depth;
  }

  /** Returns the number of objects and arrays that have begun. */
  public int containerCount() {
    return containerCount;
  }

  /**
   * Returns true if these steps from the root lead to the current value: a key, or {@code []} for
   * any item of an array.
   */
  public boolean matches(String... steps) {
    return matches(0, List.of(steps));
  }

  /** Returns true if these steps from a level lead to the current value. */
  public boolean matches(int base, List<String> steps) {
    if (depth != base + steps.size() || depth > NAMED_LEVELS) {
      return false;
    }
    for (int level = depth - 1; level >= base; level--) {
      if (!steps.get(level - base).equals(arrays.get(level) ? ITEM : keys[level])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the array index of the open item at a level. */
  public int index(int level) {
    return indexes[level];
  }

  /** Returns the number of the open object or array at a level; it is unique in the document. */
  public int containerId(int level) {
    return level < NAMED_LEVELS ? objects[level] : -1;
  }

  /**
   * Returns the key of the current value or of the nearest array around it; null if it is not a
   * shared key.
   */
  public @Nullable String nearestKey() {
    int level = depth - 1;
    while (level >= 0 && arrays.get(level)) {
      level--;
    }
    return level >= 0 && level < NAMED_LEVELS ? keys[level] : null;
  }

  /** Returns true if the current value is an item of an array. */
  public boolean inArray() {
    return depth > 0 && arrays.get(depth - 1);
  }

  /**
   * Returns a text such as {@code messages[0].content}; other than shared keys appear as a star.
   */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (int level = 0; level < Math.min(depth, NAMED_LEVELS); level++) {
      if (arrays.get(level)) {
        text.append('[').append(indexes[level]).append(']');
      } else {
        text.append(level == 0 ? "" : ".").append(keys[level] == null ? "*" : keys[level]);
      }
    }
    return text.append(depth > NAMED_LEVELS ? ".." : "").toString();
  }

  void push(boolean array) {
    containerCount++;
    arrays.set(depth, array);
    if (depth < NAMED_LEVELS) {
      keys[depth] = null;
      indexes[depth] = 0;
      objects[depth] = containerCount;
    }
    depth++;
  }

  void pop() {
    if (depth > 0) {
      depth--;
    }
  }

  void nextItem() {
    if (depth > 0 && depth <= NAMED_LEVELS) {
      indexes[depth - 1]++;
      keys[depth - 1] = null;
    }
  }

  void key(@Nullable String key) {
    if (depth > 0 && depth <= NAMED_LEVELS) {
      keys[depth - 1] = key;
    }
  }

  void clear() {
    depth = 0;
  }
}
