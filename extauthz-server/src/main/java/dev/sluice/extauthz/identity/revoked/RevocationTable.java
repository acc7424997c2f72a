package dev.sluice.extauthz.identity.revoked;

import dev.sluice.common.collect.TrieMap;
import java.util.Collection;

/**
 * Every revocation that is in force. A table never changes: the next one shares all of it that
 * stays. Times are milliseconds since 1970.
 */
public final class RevocationTable {
  /** Everything, whenever it was issued. */
  public static final long ALWAYS = Long.MAX_VALUE;

  private static final String ANY = "";
  private static final RevocationTable EMPTY =
      new RevocationTable(
          TrieMap.empty(), MarkedNames.none(), MarkedNames.none(), MarkedNames.none());

  private final TrieMap<String, Entry> byId;
  private final MarkedNames tokens;
  private final MarkedNames callers;
  private final MarkedNames tenants;

  /**
   * One revocation.
   *
   * @param before what was issued before then is meant, {@link #ALWAYS} for all
   */
  public record Entry(String id, Target target, long before) {}

  /** All users of an issuer stand under the empty name, which no user has. */
  private RevocationTable(
      TrieMap<String, Entry> byId, MarkedNames tokens, MarkedNames callers, MarkedNames tenants) {
    this.byId = byId;
    this.tokens = tokens;
    this.callers = callers;
    this.tenants = tenants;
  }

  /** A table without revocations. */
  public static RevocationTable empty() {
    return EMPTY;
  }

  /** The same table, but with these revocations and without those whose ids are removed. */
  public RevocationTable with(Collection<Entry> changed, Collection<String> removed) {
    RevocationTable next = this;
    for (String id : removed) {
      next = next.without(id);
    }
    for (Entry entry : changed) {
      next = next.without(entry.id()).with(entry);
    }
    return next;
  }

  /**
   * Whether a token must not be used any more.
   *
   * @param issued in seconds, rounded down; before every time when the token does not say
   * @param subject the caller that it stands for
   */
  public boolean reachesToken(
      String issuer, String tokenId, String subject, String tenant, long issued) {
    if (byId.size() == 0) {
      return false;
    }
    long at = issued < Long.MIN_VALUE / 1000 ? Long.MIN_VALUE : issued * 1000;
    return reached(tokens.before(issuer, tokenId), at)
        || reached(callers.before(issuer, subject), at)
        || reached(callers.before(issuer, ANY), at)
        || reached(tenants.before(ANY, tenant), at);
  }

  /** Whether nothing of a tenant's may be used, not its credentials either. */
  public boolean reachesTenant(String tenant) {
    return byId.size() != 0 && tenants.before(ANY, tenant) == ALWAYS;
  }

  /** How many revocations there are. */
  public int size() {
    return byId.size();
  }

  private static boolean reached(long before, long at) {
    return before == ALWAYS || (before != Long.MIN_VALUE && at < before);
  }

  private RevocationTable with(Entry entry) {
    Marks.Mark mark = new Marks.Mark(entry.id(), entry.before());
    TrieMap<String, Entry> ids = byId.with(entry.id(), entry);
    return switch (entry.target()) {
      case Target.Token(var issuer, var id) ->
          new RevocationTable(ids, tokens.with(issuer, id, mark), callers, tenants);
      case Target.Subject(var issuer, var subject) ->
          new RevocationTable(ids, tokens, callers.with(issuer, subject, mark), tenants);
      case Target.Issuer(var issuer) ->
          new RevocationTable(ids, tokens, callers.with(issuer, ANY, mark), tenants);
      case Target.Tenant(var names) -> {
        MarkedNames next = tenants;
        for (String name : names) {
          next = next.with(ANY, name, mark);
        }
        yield new RevocationTable(ids, tokens, callers, next);
      }
    };
  }

  private RevocationTable without(String id) {
    Entry entry = byId.get(id);
    if (entry == null) {
      return this;
    }
    TrieMap<String, Entry> ids = byId.without(id);
    return switch (entry.target()) {
      case Target.Token(var issuer, var token) ->
          new RevocationTable(ids, tokens.without(issuer, token, id), callers, tenants);
      case Target.Subject(var issuer, var subject) ->
          new RevocationTable(ids, tokens, callers.without(issuer, subject, id), tenants);
      case Target.Issuer(var issuer) ->
          new RevocationTable(ids, tokens, callers.without(issuer, ANY, id), tenants);
      case Target.Tenant(var names) -> {
        MarkedNames next = tenants;
        for (String name : names) {
          next = next.without(ANY, name, id);
        }
        yield new RevocationTable(ids, tokens, callers, next);
      }
    };
  }
}
