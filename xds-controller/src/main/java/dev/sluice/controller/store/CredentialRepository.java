package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.CREDENTIALS;

import dev.sluice.controller.domain.Credential;
import dev.sluice.controller.ir.ProofIr;
import dev.sluice.controller.ir.Sha256;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Reads credentials, but not those that ended before anybody need be told. */
final class CredentialRepository {
  private static final Field<OffsetDateTime> RETIRES =
      DSL.when(CREDENTIALS.STATUS.eq("retiring"), CREDENTIALS.RETIRE_AT);

  /** One that was declared expired ends then at the latest, whatever date it bears. */
  private static final Field<OffsetDateTime> ENDED =
      DSL.when(CREDENTIALS.STATUS.eq("revoked"), CREDENTIALS.REVOKED_AT)
          .when(
              CREDENTIALS.STATUS.eq("expired"),
              DSL.least(CREDENTIALS.EXPIRES_AT, CREDENTIALS.UPDATED_AT));

  private static final Field<OffsetDateTime> END =
      DSL.least(CREDENTIALS.EXPIRES_AT, RETIRES, ENDED);

  private static final Field<OffsetDateTime> EXPIRES_SHOWN =
      Columns.bounded(CREDENTIALS.EXPIRES_AT).as("expires");
  private static final Field<OffsetDateTime> RETIRES_SHOWN = Columns.bounded(RETIRES).as("retires");
  private static final Field<OffsetDateTime> ENDED_SHOWN = Columns.bounded(ENDED).as("ended");

  private CredentialRepository() {}

  static List<Credential> read(DSLContext db, Wanted wanted) {
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
        .where(wanted.by(CREDENTIALS.ID))
        .and(Columns.recent(END))
        .orderBy(CREDENTIALS.ID)
        .fetch(CredentialRepository::credential);
  }

  private static Credential credential(Record row) {
    return new Credential(
        Columns.id(row.get(CREDENTIALS.ID)),
        Columns.id(row.get(CREDENTIALS.SUBSCRIPTION_ID)),
        Optional.ofNullable(row.get(CREDENTIALS.CLIENT_APP_ID)).map(Columns::id),
        proof(row),
        List.of(row.get(CREDENTIALS.SCOPES)),
        Columns.instant(row.get(EXPIRES_SHOWN)),
        Columns.instant(row.get(RETIRES_SHOWN)),
        Columns.instant(row.get(ENDED_SHOWN)));
  }

  private static ProofIr proof(Record row) {
    byte[] hash = row.get(CREDENTIALS.SECRET_HASH);
    return hash == null
        ? new ProofIr.OAuthClient(
            row.get(CREDENTIALS.OAUTH_ISSUER), row.get(CREDENTIALS.OAUTH_CLIENT_ID))
        : new ProofIr.ApiKey(row.get(CREDENTIALS.PREFIX), Sha256.of(hash));
  }
}
