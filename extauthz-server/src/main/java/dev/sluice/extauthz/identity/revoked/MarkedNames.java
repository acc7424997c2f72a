package dev.sluice.extauthz.identity.revoked;

import dev.sluice.common.collect.TrieMap;

/**
 * Names that are revoked, each within another, such as users within their issuer. Two levels
 * instead of one key of both, so that looking one up makes nothing.
 */
final class MarkedNames {
  private static final MarkedNames NONE = new MarkedNames(TrieMap.empty());
  private final TrieMap<String, TrieMap<String, Marks>> byOwner;

  private MarkedNames(TrieMap<String, TrieMap<String, Marks>> byOwner) {
    this.byOwner = byOwner;
  }

  static MarkedNames none() {
    return NONE;
  }

  /** Until when what bears the name is revoked; before every time when it is not. */
  long before(String owner, String name) {
    TrieMap<String, Marks> names = byOwner.get(owner);
    Marks marks = names == null ? null : names.get(name);
    return marks == null ? Long.MIN_VALUE : marks.before();
  }

  MarkedNames with(String owner, String name, Marks.Mark mark) {
    TrieMap<String, Marks> names = names(owner);
    return new MarkedNames(
        byOwner.with(owner, names.with(name, Marks.with(names.get(name), mark))));
  }

  MarkedNames without(String owner, String name, String id) {
    TrieMap<String, Marks> names = names(owner);
    Marks left = Marks.without(names.get(name), id);
    TrieMap<String, Marks> next = left == null ? names.without(name) : names.with(name, left);
    return new MarkedNames(next.size() == 0 ? byOwner.without(owner) : byOwner.with(owner, next));
  }

  private TrieMap<String, Marks> names(String owner) {
    TrieMap<String, Marks> names = byOwner.get(owner);
    return names == null ? TrieMap.empty() : names;
  }
}
