package dev.sluice.bench.xds.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

  private static final class Numbers<T> {
    private final ConcurrentMap<T, Integer> numbers = new ConcurrentHashMap<>();
    private final List<T> values = new ArrayList<>();

    int of(T value) {
      @Nullable Integer known = numbers.get(value);
      return known != null ? known : add(value);
    }

    synchronized T at(int number) {
      return values.get(number - 1);
    }

    private synchronized int add(T value) {
      @Nullable Integer known = numbers.get(value);
      if (known != null) {
        return known;
      }
      values.add(value);
      numbers.put(value, values.size());
      return values.size();
    }
  }
}
