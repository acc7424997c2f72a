package dev.sluice.extauthz.identity.revocation;

import dev.sluice.common.collect.TrieMap;

/**
 * An immutable map from an owner and a name to revocations, such as users within their issuer. It
 * has two levels instead of a combined key, so that a lookup allocates nothing.
 */
final class RevokedNames {
  private static final RevokedNames NONE = new RevokedNames(TrieMap.empty());
  private final TrieMap<String, TrieMap<String, NameRevocations>> byOwner;

  private RevokedNames(TrieMap<String, TrieMap<String, NameRevocations>> byOwner) {
    this.byOwner = byOwner;
  }

  static RevokedNames none() {
    return NONE;
  }

  /**
   * Returns the time before which tokens of the name are revoked; earlier than any time if it is
   * not revoked.
   */
  long revokedBefore(String owner, String name) {
    TrieMap<String, NameRevocations> names = byOwner.get(owner);
    NameRevocations revocations = names == null ? null : names.get(name);
    return revocations == null ? Long.MIN_VALUE : revocations.issuedBefore();
  }

  RevokedNames with(String owner, String name, NameRevocations.NameRevocation revocation) {
    TrieMap<String, NameRevocations> names = names(owner);
    return new RevokedNames(
        byOwner.with(owner, names.with(name, NameRevocations.with(names.get(name), revocation))));
  }

  RevokedNames without(String owner, String name, String id) {
    TrieMap<String, NameRevocations> names = names(owner);
    NameRevocations remaining = NameRevocations.without(names.get(name), id);
    TrieMap<String, NameRevocations> next =
        remaining == null ? names.without(name) : names.with(name, remaining);
    return new RevokedNames(next.size() == 0 ? byOwner.without(owner) : byOwner.with(owner, next));
  }

  private TrieMap<String, NameRevocations> names(String owner) {
    TrieMap<String, NameRevocations> names = byOwner.get(owner);
    return names == null ? TrieMap.empty() : names;
  }
}
