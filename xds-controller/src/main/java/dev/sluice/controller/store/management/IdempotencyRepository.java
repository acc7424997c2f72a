package dev.sluice.controller.store.management;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A repository of answers by the keys of clients, kept for a day. */
public final class IdempotencyRepository {
  private final ManagementTransaction rows;

  public IdempotencyRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /** Locks a key until the end of the transaction; returns false if another one has it. */
  public boolean lock(UUID user, String key) {
    return rows.text("pg_try_advisory_xact_lock(hashtextextended(?, 0))", "api " + user + " " + key)
        .filter("true"::equals)
        .isPresent();
  }

  /** Returns the stored answer of a key, with the digest of its request in hexadecimal. */
  public Optional<ObjectNode> find(UUID user, String key) {
    int _ =
        rows.execute("delete from api_idempotency where created_at < now() - interval '24 hours'");
    return rows
        .rows(
            "select encode(request_hash, 'hex') as request_hash, status, headers, body"
                + " from api_idempotency where user_id = ? and key = ?",
            user,
            key)
        .stream()
        .findFirst();
  }

  /** Stores an answer. */
  public void store(
      UUID user, String key, byte[] requestHash, int status, JsonNode headers, JsonNode body) {
    JsonMapper json = JsonMapper.shared();
    int _ =
        rows.execute(
            "insert into api_idempotency (user_id, key, request_hash, status, headers, body)"
                + " values (?, ?, ?, ?, ?::jsonb, ?::jsonb)",
            user,
            key,
            requestHash,
            status,
            json.writeValueAsString(headers),
            json.writeValueAsString(body));
  }
}
