package dev.sluice.controller.store.entity;

import static dev.sluice.controller.store.jooq.Tables.CLIENT_APPS;

import dev.sluice.controller.domain.ClientApp;
import java.util.List;
import org.jooq.DSLContext;

/** A reader of the applications of customers. */
final class ClientAppRepository {
  private ClientAppRepository() {}

  static List<ClientApp> read(DSLContext db, RowSelection wanted) {
    return db.select(CLIENT_APPS.ID, CLIENT_APPS.STATUS)
        .from(CLIENT_APPS)
        .where(wanted.condition(CLIENT_APPS.ID))
        .orderBy(CLIENT_APPS.ID)
        .fetch(row -> new ClientApp(ColumnValues.id(row.value1()), row.value2().equals("active")));
  }
}
