package dev.sluice.bench.xds.client;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for resources and for versions, from 1 on and shared by all nodes, so that a node of many
 * is a few arrays of numbers.
 */
final class Index {
  private final Numbers<Named> resources = new Numbers<>();
  private final Numbers<String> versions = new Numbers<>();

  int resource(Named resource) {
    return resources.of(resource);
  }

  int version(String version) {
    return versions.of(version);
  }

  Named resource(int number) {
    return resources.at(number);
  }

  String version(int number) {
    return versions.at(number);
  }

  /** Read without a lock, for what a node holds is thousands of reads. */
  private static final class Numbers<T> {
    private static final int FIRST_SIZE = 1024;

    private final ConcurrentMap<T, Integer> numbers = new ConcurrentHashMap<>();
    private volatile AtomicReferenceArray<T> values = new AtomicReferenceArray<>(FIRST_SIZE);
    private int count;

    int of(T value) {
      @Nullable Integer known = numbers.get(value);
      return known != null ? known : add(value);
    }

    T at(int number) {
      return values.get(number - 1);
    }

    private synchronized int add(T value) {
      @Nullable Integer known = numbers.get(value);
      if (known != null) {
        return known;
      }
      if (count == values.length()) {
        AtomicReferenceArray<T> larger = new AtomicReferenceArray<>(2 * count);
        for (int i = 0; i < count; i++) {
          larger.set(i, values.get(i));
        }
        values = larger;
      }
      values.set(count++, value);
      numbers.put(value, count);
      return count;
    }
  }
}
