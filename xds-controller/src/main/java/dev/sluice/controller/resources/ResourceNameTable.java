package dev.sluice.controller.resources;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A table that numbers the names of one type that streams subscribe to, so that a subscription is a
 * bit set. The number of an unused name is reused.
 */
public final class ResourceNameTable {
  private final Map<String, NameEntry> entries = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private int next;

  private static final class NameEntry {
    private final int number;
    private int wanted;

    private NameEntry(int number) {
      this.number = number;
    }
  }

  /** Returns the names in a set. */
  public Stream<String> names(BitSet set) {
    return set.stream().mapToObj(names::get);
  }

  /** Adds a name to a set if absent and returns its number. */
  public int add(String name, BitSet set) {
    NameEntry entry = entries.computeIfAbsent(name, this::made);
    if (!set.get(entry.number)) {
      set.set(entry.number);
      entry.wanted++;
    }
    return entry.number;
  }

  /** Removes a name from a temporary set. */
  public void unset(String name, BitSet some) {
    NameEntry entry = entries.get(name);
    if (entry != null) {
      some.clear(entry.number);
    }
  }

  private NameEntry made(String name) {
    Integer number = free.poll();
    NameEntry entry = new NameEntry(number == null ? next++ : number);
    names.put(entry.number, name);
    return entry;
  }

  /** Removes a name from a set if present. */
  public void remove(String name, BitSet set) {
    NameEntry entry = entries.get(name);
    if (entry != null && set.get(entry.number)) {
      set.clear(entry.number);
      release(name, entry);
    }
  }

  public boolean contains(String name, BitSet set) {
    NameEntry entry = entries.get(name);
    return entry != null && set.get(entry.number);
  }

  /** Clears a set. */
  public void clear(BitSet set) {
    set.stream()
        .forEach(number -> {
          String name = names.get(number);
          NameEntry entry = name == null ? null : entries.get(name);
          if (name != null && entry != null) {
            release(name, entry);
          }
        });
    set.clear();
  }

  private void release(String name, NameEntry entry) {
    if (--entry.wanted == 0) {
      entries.remove(name);
      names.remove(entry.number);
      free.add(entry.number);
    }
  }
}
