package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.TOKEN_REVOCATIONS;

import dev.sluice.controller.domain.TokenRevocation;
import dev.sluice.controller.domain.TokenRevocation.Tokens;
import java.time.OffsetDateTime;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** A reader of token revocations, without those whose tokens expired long ago. */
final class TokenRevocationRepository {
  private static final Field<OffsetDateTime> EXPIRES =
      ColumnValues.bounded(TOKEN_REVOCATIONS.EXPIRES_AT).as("expires");

  private TokenRevocationRepository() {}

  static List<TokenRevocation> read(DSLContext db, RowSelection wanted) {
    return db.select(
            TOKEN_REVOCATIONS.ID,
            TOKEN_REVOCATIONS.KIND,
            TOKEN_REVOCATIONS.ISSUER,
            TOKEN_REVOCATIONS.JTI,
            TOKEN_REVOCATIONS.SUBJECT,
            TOKEN_REVOCATIONS.TENANT_ID,
            TOKEN_REVOCATIONS.ISSUED_BEFORE,
            EXPIRES)
        .from(TOKEN_REVOCATIONS)
        .where(wanted.condition(TOKEN_REVOCATIONS.ID))
        .and(ColumnValues.endedRecently(TOKEN_REVOCATIONS.EXPIRES_AT))
        .orderBy(TOKEN_REVOCATIONS.ID)
        .fetch(TokenRevocationRepository::revocation);
  }

  private static TokenRevocation revocation(Record row) {
    return new TokenRevocation(
        ColumnValues.id(row.get(TOKEN_REVOCATIONS.ID)),
        tokens(row),
        ColumnValues.instant(row.get(TOKEN_REVOCATIONS.ISSUED_BEFORE)),
        ColumnValues.instant(row.get(EXPIRES)));
  }

  private static Tokens tokens(Record row) {
    String issuer = row.get(TOKEN_REVOCATIONS.ISSUER);
    return switch (row.get(TOKEN_REVOCATIONS.KIND)) {
      case "token" -> new Tokens.One(issuer, row.get(TOKEN_REVOCATIONS.JTI));
      case "subject" -> new Tokens.OfSubject(issuer, row.get(TOKEN_REVOCATIONS.SUBJECT));
      case "issuer" -> new Tokens.OfIssuer(issuer);
      case "tenant" -> new Tokens.OfTenant(ColumnValues.id(row.get(TOKEN_REVOCATIONS.TENANT_ID)));
      case String kind -> throw new IllegalStateException("a kind of revocation: " + kind);
    };
  }
}
