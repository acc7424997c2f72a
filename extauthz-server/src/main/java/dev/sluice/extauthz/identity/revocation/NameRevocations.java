package dev.sluice.extauthz.identity.revocation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The revocations of one thing, of which the farthest counts.
 *
 * @param issuedBefore what was issued before then, in milliseconds since 1970, is revoked
 */
record NameRevocations(List<NameRevocation> revocations, long issuedBefore) {
  /** One of them. */
  record NameRevocation(String id, long issuedBefore) {}

  NameRevocations {
    revocations = List.copyOf(revocations);
  }

  static NameRevocations with(@Nullable NameRevocations marks, NameRevocation added) {
    List<NameRevocation> all = others(marks, added.id());
    all.add(added);
    return of(all);
  }

  /** Null when none is left. */
  static @Nullable NameRevocations without(@Nullable NameRevocations marks, String id) {
    List<NameRevocation> left = others(marks, id);
    return left.isEmpty() ? null : of(left);
  }

  private static List<NameRevocation> others(@Nullable NameRevocations marks, String id) {
    List<NameRevocation> others =
        marks == null ? new ArrayList<>() : new ArrayList<>(marks.revocations());
    others.removeIf(mark -> mark.id().equals(id));
    return others;
  }

  private static NameRevocations of(List<NameRevocation> each) {
    return new NameRevocations(
        each, each.stream().mapToLong(NameRevocation::issuedBefore).max().orElse(Long.MIN_VALUE));
  }
}
