package dev.sluice.controller.resources;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The names of one type that streams ask for one by one, each with a number, so that what a stream
 * wants is a set of bits. A name that nobody wants any more gives its number back.
 */
final class NameTable {
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<Integer, String> names = new HashMap<>();
  private final Deque<Integer> free = new ArrayDeque<>();
  private int next;

  private static final class Entry {
    private final int number;
    private int wanted;

    private Entry(int number) {
      this.number = number;
    }
  }

  /** The names of a set. */
  Stream<String> names(BitSet set) {
    return set.stream().mapToObj(names::get);
  }

  /** Adds a name to a set, unless it is there; says its number. */
  int add(String name, BitSet set) {
    Entry entry = entries.computeIfAbsent(name, this::made);
    if (!set.get(entry.number)) {
      set.set(entry.number);
      entry.wanted++;
    }
    return entry.number;
  }

  /** Takes a name out of some that are only looked at. */
  void strike(String name, BitSet some) {
    Entry entry = entries.get(name);
    if (entry != null) {
      some.clear(entry.number);
    }
  }

  private Entry made(String name) {
    Integer number = free.poll();
    Entry entry = new Entry(number == null ? next++ : number);
    names.put(entry.number, name);
    return entry;
  }

  /** Takes a name out of a set, if it is there. */
  void remove(String name, BitSet set) {
    Entry entry = entries.get(name);
    if (entry != null && set.get(entry.number)) {
      set.clear(entry.number);
      release(name, entry);
    }
  }

  boolean contains(String name, BitSet set) {
    Entry entry = entries.get(name);
    return entry != null && set.get(entry.number);
  }

  /** Empties a set. */
  void clear(BitSet set) {
    set.stream()
        .forEach(number -> {
          String name = names.get(number);
          Entry entry = name == null ? null : entries.get(name);
          if (name != null && entry != null) {
            release(name, entry);
          }
        });
    set.clear();
  }

  private void release(String name, Entry entry) {
    if (--entry.wanted == 0) {
      entries.remove(name);
      names.remove(entry.number);
      free.add(entry.number);
    }
  }
}
