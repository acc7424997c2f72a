package dev.sluice.extauthz.identity.revocation;

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
          TrieMap.empty(), RevokedNames.none(), RevokedNames.none(), RevokedNames.none());

  private final TrieMap<String, RevocationEntry> byId;
  private final RevokedNames tokens;
  private final RevokedNames callers;
  private final RevokedNames tenants;

  /**
   * One revocation.
   *
   * @param issuedBefore what was issued before then is meant, {@link #ALWAYS} for all
   */
  public record RevocationEntry(String id, RevocationTarget target, long issuedBefore) {}

  /** All users of an issuer stand under the empty name, which no user has. */
  private RevocationTable(
      TrieMap<String, RevocationEntry> byId,
      RevokedNames tokens,
      RevokedNames callers,
      RevokedNames tenants) {
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
  public RevocationTable with(Collection<RevocationEntry> changed, Collection<String> removed) {
    RevocationTable next = this;
    for (String id : removed) {
      next = next.without(id);
    }
    for (RevocationEntry entry : changed) {
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
  public boolean isTokenRevoked(
      String issuer, String tokenId, String subject, String tenant, long issued) {
    if (byId.size() == 0) {
      return false;
    }
    long at = issued < Long.MIN_VALUE / 1000 ? Long.MIN_VALUE : issued * 1000;
    return reached(tokens.revokedBefore(issuer, tokenId), at)
        || reached(callers.revokedBefore(issuer, subject), at)
        || reached(callers.revokedBefore(issuer, ANY), at)
        || reached(tenants.revokedBefore(ANY, tenant), at);
  }

  /** Whether nothing of a tenant's may be used, not its credentials either. */
  public boolean isTenantRevoked(String tenant) {
    return byId.size() != 0 && tenants.revokedBefore(ANY, tenant) == ALWAYS;
  }

  /** How many revocations there are. */
  public int size() {
    return byId.size();
  }

  private static boolean reached(long before, long at) {
    return before == ALWAYS || (before != Long.MIN_VALUE && at < before);
  }

  private RevocationTable with(RevocationEntry entry) {
    NameRevocations.NameRevocation mark =
        new NameRevocations.NameRevocation(entry.id(), entry.issuedBefore());
    TrieMap<String, RevocationEntry> ids = byId.with(entry.id(), entry);
    return switch (entry.target()) {
      case RevocationTarget.SingleToken(var issuer, var id) ->
          new RevocationTable(ids, tokens.with(issuer, id, mark), callers, tenants);
      case RevocationTarget.AllOfSubject(var issuer, var subject) ->
          new RevocationTable(ids, tokens, callers.with(issuer, subject, mark), tenants);
      case RevocationTarget.AllOfIssuer(var issuer) ->
          new RevocationTable(ids, tokens, callers.with(issuer, ANY, mark), tenants);
      case RevocationTarget.AllOfTenant(var names) -> {
        RevokedNames next = tenants;
        for (String name : names) {
          next = next.with(ANY, name, mark);
        }
        yield new RevocationTable(ids, tokens, callers, next);
      }
    };
  }

  private RevocationTable without(String id) {
    RevocationEntry entry = byId.get(id);
    if (entry == null) {
      return this;
    }
    TrieMap<String, RevocationEntry> ids = byId.without(id);
    return switch (entry.target()) {
      case RevocationTarget.SingleToken(var issuer, var token) ->
          new RevocationTable(ids, tokens.without(issuer, token, id), callers, tenants);
      case RevocationTarget.AllOfSubject(var issuer, var subject) ->
          new RevocationTable(ids, tokens, callers.without(issuer, subject, id), tenants);
      case RevocationTarget.AllOfIssuer(var issuer) ->
          new RevocationTable(ids, tokens, callers.without(issuer, ANY, id), tenants);
      case RevocationTarget.AllOfTenant(var names) -> {
        RevokedNames next = tenants;
        for (String name : names) {
          next = next.without(ANY, name, id);
        }
        yield new RevocationTable(ids, tokens, callers, next);
      }
    };
  }
}
