package dev.sluice.controller.store;

import static dev.sluice.controller.store.jooq.Tables.CLIENT_APPS;

import dev.sluice.controller.domain.ClientApp;
import java.util.List;
import org.jooq.DSLContext;

/** Reads the applications of customers. */
final class ClientAppRepository {
  private ClientAppRepository() {}

  static List<ClientApp> read(DSLContext db, Wanted wanted) {
    return db.select(CLIENT_APPS.ID, CLIENT_APPS.STATUS)
        .from(CLIENT_APPS)
        .where(wanted.by(CLIENT_APPS.ID))
        .orderBy(CLIENT_APPS.ID)
        .fetch(row -> new ClientApp(Columns.id(row.value1()), row.value2().equals("active")));
  }
}
