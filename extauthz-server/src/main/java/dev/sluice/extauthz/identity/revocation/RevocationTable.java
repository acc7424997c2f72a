package dev.sluice.extauthz.identity.revocation;

import dev.sluice.common.collect.TrieMap;
import java.util.Collection;

/**
 * An immutable table of the revocations in force. The next version shares all unchanged entries.
 * Times are milliseconds since 1970.
 */
public final class RevocationTable {
  /** A time that revokes everything, whenever it was issued. */
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
   * A single revocation.
   *
   * @param issuedBefore the revocation applies to what was issued before this time; {@link #ALWAYS}
   *     for all
   */
  public record RevocationEntry(String id, RevocationTarget target, long issuedBefore) {}

  /** Stores a revocation of a whole issuer under the empty subject, which no user has. */
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

  /** Returns a table without revocations. */
  public static RevocationTable empty() {
    return EMPTY;
  }

  /** Returns this table with the changed revocations and without the removed ids. */
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
   * Returns true if a token is revoked.
   *
   * @param issued the issue time in seconds, rounded down; earlier than any time if the token has
   *     none
   * @param subject the caller that the token identifies
   */
  public boolean isTokenRevoked(
      String issuer, String tokenId, String subject, String tenant, long issued) {
    if (byId.size() == 0) {
      return false;
    }
    long at = issued < Long.MIN_VALUE / 1000 ? Long.MIN_VALUE : issued * 1000;
    return isRevoked(tokens.revokedBefore(issuer, tokenId), at)
        || isRevoked(callers.revokedBefore(issuer, subject), at)
        || isRevoked(callers.revokedBefore(issuer, ANY), at)
        || isRevoked(tenants.revokedBefore(ANY, tenant), at);
  }

  /** Returns true if all tokens and credentials of a tenant are revoked. */
  public boolean isTenantRevoked(String tenant) {
    return byId.size() != 0 && tenants.revokedBefore(ANY, tenant) == ALWAYS;
  }

  /** Returns the number of revocations. */
  public int size() {
    return byId.size();
  }

  private static boolean isRevoked(long issuedBefore, long at) {
    return issuedBefore == ALWAYS || (issuedBefore != Long.MIN_VALUE && at < issuedBefore);
  }

  private RevocationTable with(RevocationEntry entry) {
    NameRevocations.NameRevocation revocation =
        new NameRevocations.NameRevocation(entry.id(), entry.issuedBefore());
    TrieMap<String, RevocationEntry> ids = byId.with(entry.id(), entry);
    return switch (entry.target()) {
      case RevocationTarget.SingleToken(var issuer, var id) ->
          new RevocationTable(ids, tokens.with(issuer, id, revocation), callers, tenants);
      case RevocationTarget.AllOfSubject(var issuer, var subject) ->
          new RevocationTable(ids, tokens, callers.with(issuer, subject, revocation), tenants);
      case RevocationTarget.AllOfIssuer(var issuer) ->
          new RevocationTable(ids, tokens, callers.with(issuer, ANY, revocation), tenants);
      case RevocationTarget.AllOfTenant(var names) -> {
        RevokedNames next = tenants;
        for (String name : names) {
          next = next.with(ANY, name, revocation);
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
