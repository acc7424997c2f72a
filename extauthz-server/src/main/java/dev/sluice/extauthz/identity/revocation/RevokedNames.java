package dev.sluice.extauthz.identity.revocation;

import dev.sluice.common.collect.TrieMap;

/**
 * Names that are revoked, each within another, such as users within their issuer. Two levels
 * instead of one key of both, so that looking one up makes nothing.
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

  /** Until when what bears the name is revoked; before every time when it is not. */
  long revokedBefore(String owner, String name) {
    TrieMap<String, NameRevocations> names = byOwner.get(owner);
    NameRevocations marks = names == null ? null : names.get(name);
    return marks == null ? Long.MIN_VALUE : marks.issuedBefore();
  }

  RevokedNames with(String owner, String name, NameRevocations.NameRevocation mark) {
    TrieMap<String, NameRevocations> names = names(owner);
    return new RevokedNames(
        byOwner.with(owner, names.with(name, NameRevocations.with(names.get(name), mark))));
  }

  RevokedNames without(String owner, String name, String id) {
    TrieMap<String, NameRevocations> names = names(owner);
    NameRevocations left = NameRevocations.without(names.get(name), id);
    TrieMap<String, NameRevocations> next =
        left == null ? names.without(name) : names.with(name, left);
    return new RevokedNames(next.size() == 0 ? byOwner.without(owner) : byOwner.with(owner, next));
  }

  private TrieMap<String, NameRevocations> names(String owner) {
    TrieMap<String, NameRevocations> names = byOwner.get(owner);
    return names == null ? TrieMap.empty() : names;
  }
}
