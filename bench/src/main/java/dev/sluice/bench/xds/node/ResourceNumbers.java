package dev.sluice.bench.xds.node;

import com.google.protobuf.Any;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for resources and versions, from 1 on and shared by all nodes, so that the state of a
 * node is a few arrays.
 */
final class ResourceNumbers {
  private final Numbers<ResourceRef> resources = new Numbers<>();
  private final Numbers<String> versions = new Numbers<>();
  private final ConcurrentMap<Long, Integer> references = new ConcurrentHashMap<>();

  int resource(ResourceRef resource) {
    return resources.of(resource);
  }

  int version(String version) {
    return versions.of(version);
  }

  /** Returns the resource that a version of a resource refers to; 0 if there is none. */
  int reference(XdsType type, int resource, int version, Any content) {
    return references.computeIfAbsent(
        ((long) resource << Integer.SIZE) | version,
        key ->
            type.references()
                .flatMap(target ->
                    type.reference(content).map(name -> resource(new ResourceRef(target, name))))
                .orElse(0));
  }

  ResourceRef resource(int number) {
    return resources.at(number);
  }

  String version(int number) {
    return versions.at(number);
  }

  /** A numbering that is read without a lock, because each node reads it thousands of times. */
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
