package dev.sluice.extauthz.identity.revoked;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The revocations of one thing, of which the farthest counts.
 *
 * @param before what was issued before then, in milliseconds since 1970, is revoked
 */
record Marks(List<Mark> each, long before) {
  /** One of them. */
  record Mark(String id, long before) {}

  Marks {
    each = List.copyOf(each);
  }

  static Marks with(@Nullable Marks marks, Mark added) {
    List<Mark> all = others(marks, added.id());
    all.add(added);
    return of(all);
  }

  /** Null when none is left. */
  static @Nullable Marks without(@Nullable Marks marks, String id) {
    List<Mark> left = others(marks, id);
    return left.isEmpty() ? null : of(left);
  }

  private static List<Mark> others(@Nullable Marks marks, String id) {
    List<Mark> others = marks == null ? new ArrayList<>() : new ArrayList<>(marks.each());
    others.removeIf(mark -> mark.id().equals(id));
    return others;
  }

  private static Marks of(List<Mark> each) {
    return new Marks(each, each.stream().mapToLong(Mark::before).max().orElse(Long.MIN_VALUE));
  }
}
