package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.CREDENTIALS;

import dev.sluice.controller.domain.CustomerCredential;
import dev.sluice.controller.ir.access.CredentialProofIr;
import dev.sluice.controller.ir.access.Sha256Digest;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** A reader of credentials, without those whose revocation is no longer delivered. */
final class CredentialRepository {
  private static final Field<OffsetDateTime> RETIRES =
      DSL.when(CREDENTIALS.STATUS.eq("retiring"), CREDENTIALS.RETIRE_AT);

  /** The end of a credential; one marked as expired ends at the latest when it was marked. */
  private static final Field<OffsetDateTime> ENDED =
      DSL.when(CREDENTIALS.STATUS.eq("revoked"), CREDENTIALS.REVOKED_AT)
          .when(
              CREDENTIALS.STATUS.eq("expired"),
              DSL.least(CREDENTIALS.EXPIRES_AT, CREDENTIALS.UPDATED_AT));

  private static final Field<OffsetDateTime> END =
      DSL.least(CREDENTIALS.EXPIRES_AT, RETIRES, ENDED);

  private static final Field<OffsetDateTime> EXPIRES_SHOWN =
      ColumnValues.bounded(CREDENTIALS.EXPIRES_AT).as("expires");
  private static final Field<OffsetDateTime> RETIRES_SHOWN =
      ColumnValues.bounded(RETIRES).as("retires");
  private static final Field<OffsetDateTime> ENDED_SHOWN = ColumnValues.bounded(ENDED).as("ended");

  private CredentialRepository() {}

  static List<CustomerCredential> read(DSLContext db, RowSelection wanted) {
    return db.select(
            CREDENTIALS.ID,
            CREDENTIALS.SUBSCRIPTION_ID,
            CREDENTIALS.CLIENT_APP_ID,
            CREDENTIALS.PREFIX,
            CREDENTIALS.SECRET_HASH,
            CREDENTIALS.OAUTH_ISSUER,
            CREDENTIALS.OAUTH_CLIENT_ID,
            CREDENTIALS.SCOPES,
            EXPIRES_SHOWN,
            RETIRES_SHOWN,
            ENDED_SHOWN)
        .from(CREDENTIALS)
        .where(wanted.condition(CREDENTIALS.ID))
        .and(ColumnValues.endedRecently(END))
        .orderBy(CREDENTIALS.ID)
        .fetch(CredentialRepository::credential);
  }

  private static CustomerCredential credential(Record row) {
    return new CustomerCredential(
        ColumnValues.id(row.get(CREDENTIALS.ID)),
        ColumnValues.id(row.get(CREDENTIALS.SUBSCRIPTION_ID)),
        Optional.ofNullable(row.get(CREDENTIALS.CLIENT_APP_ID)).map(ColumnValues::id),
        proof(row),
        List.of(row.get(CREDENTIALS.SCOPES)),
        ColumnValues.instant(row.get(EXPIRES_SHOWN)),
        ColumnValues.instant(row.get(RETIRES_SHOWN)),
        ColumnValues.instant(row.get(ENDED_SHOWN)));
  }

  private static CredentialProofIr proof(Record row) {
    byte[] hash = row.get(CREDENTIALS.SECRET_HASH);
    return hash == null
        ? new CredentialProofIr.OAuthClient(
            row.get(CREDENTIALS.OAUTH_ISSUER), row.get(CREDENTIALS.OAUTH_CLIENT_ID))
        : new CredentialProofIr.ApiKey(row.get(CREDENTIALS.PREFIX), Sha256Digest.of(hash));
  }
}
