package dev.sluice.controller.store.management;

import dev.sluice.controller.store.Database;

/** A store of the digest of the first administrator's token, written by the controller itself. */
public final class FirstAdminTokenStore {
  private final Database database;

  public FirstAdminTokenStore(Database database) {
    this.database = database;
  }

  /** Returns whether a user is an administrator of the system. */
  public boolean hasAdministrator() {
    return database.read(
        "looking for an administrator",
        db -> db.fetchExists(db.selectOne().from("role_bindings").where("role = 'system-admin'")));
  }

  /** Stores the digest of a token for a day, in place of an older one. */
  public void store(byte[] tokenHash) {
    database.write(
        "storing the token of the first administrator",
        db -> {
          int _ =
              db.execute(
                  """
                  insert into api_first_admin (token_hash, expires_at)
                  values (?, now() + interval '24 hours')
                  on conflict (id) do update
                    set token_hash = excluded.token_hash, expires_at = excluded.expires_at
                  """,
                  tokenHash);
        });
  }
}
