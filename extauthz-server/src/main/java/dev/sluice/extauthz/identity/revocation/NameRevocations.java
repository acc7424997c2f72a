package dev.sluice.extauthz.identity.revocation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The revocations of one name. The latest of their times applies.
 *
 * @param issuedBefore tokens issued before this time, in milliseconds since 1970, are revoked
 */
record NameRevocations(List<NameRevocation> revocations, long issuedBefore) {
  /** A single revocation. */
  record NameRevocation(String id, long issuedBefore) {}

  NameRevocations {
    revocations = List.copyOf(revocations);
  }

  static NameRevocations with(@Nullable NameRevocations existing, NameRevocation added) {
    List<NameRevocation> all = others(existing, added.id());
    all.add(added);
    return of(all);
  }

  /** Returns the other revocations; null if none is left. */
  static @Nullable NameRevocations without(@Nullable NameRevocations existing, String id) {
    List<NameRevocation> remaining = others(existing, id);
    return remaining.isEmpty() ? null : of(remaining);
  }

  private static List<NameRevocation> others(@Nullable NameRevocations existing, String id) {
    List<NameRevocation> others =
        existing == null ? new ArrayList<>() : new ArrayList<>(existing.revocations());
    others.removeIf(revocation -> revocation.id().equals(id));
    return others;
  }

  private static NameRevocations of(List<NameRevocation> all) {
    return new NameRevocations(
        all, all.stream().mapToLong(NameRevocation::issuedBefore).max().orElse(Long.MIN_VALUE));
  }
}
