package dev.sluice.controller.store.management;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A repository of users, their role bindings, and the token of the first administrator. */
public final class AccessRepository {
  private final ManagementTransaction rows;

  /** Creates a repository of a transaction; one without a tenant sees all users. */
  public AccessRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /** Returns the users with a subject of an issuer, the one of the operator first. */
  public List<ObjectNode> users(String issuer, String subject) {
    return rows.rows(
        "select id, tenant_id, display_name, status from users"
            + " where issuer = ? and subject = ? order by tenant_id nulls first",
        issuer,
        subject);
  }

  /** Returns the bindings of a user. */
  public List<ObjectNode> bindings(UUID user) {
    return rows.rows(
        "select role, scope, tenant_id, scope_id from role_bindings where user_id = ?", user);
  }

  /** Returns the bindings, visible in the transaction, that a deletion of a row deletes, too. */
  public List<ObjectNode> bindingsBelow(String scope, String id) {
    return rows.rows(
        "select * from role_bindings where ? = 'user' and user_id = ?::uuid"
            + " or scope = ? and scope_id = ?::uuid order by id",
        scope,
        id,
        scope,
        id);
  }

  /** Returns the tenant with a slug. */
  public Optional<ObjectNode> tenant(String slug) {
    return rows.rows("select id, kind, status from tenants where slug = ?", slug).stream()
        .findFirst();
  }

  /** Returns whether a user is an administrator of the system. */
  public boolean hasAdministrator() {
    return rows.text("exists (select from role_bindings where role = 'system-admin')")
        .filter("true"::equals)
        .isPresent();
  }

  /** Uses the token of the first administrator up; returns false if it is not valid. */
  public boolean redeem(byte[] tokenHash) {
    return rows.execute(
            "delete from api_first_admin where token_hash = ? and expires_at > now()", tokenHash)
        == 1;
  }

  /** Makes a person an administrator of the system, and returns the id of the user. */
  public UUID addAdministrator(String issuer, String subject, String name) {
    UUID id =
        UUID.fromString(
            rows.insertReturningId(
                "insert into users (issuer, subject, display_name) values (?, ?, ?)"
                    + " on conflict (issuer, subject, tenant_id) do update set status = 'active'",
                issuer,
                subject,
                name));
    int _ =
        rows.execute(
            "insert into role_bindings (user_id, role, scope, created_by)"
                + " values (?, 'system-admin', 'system', 'first-admin') on conflict do nothing",
            id);
    return id;
  }
}
