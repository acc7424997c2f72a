package dev.sluice.controller.store.management;

import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** A repository of the digests of the nonces in the tokens of agents. */
public final class AgentTokenRepository {
  private final ManagementTransaction rows;

  public AgentTokenRepository(ManagementTransaction rows) {
    this.rows = rows;
  }

  /** Returns an agent with its digests in hexadecimal, unless it is revoked. */
  public Optional<ObjectNode> find(String agent) {
    return rows
        .rows(
            """
            select a.id, a.cluster_id, c.name as cluster, a.name, a.kind, a.node_id,
              encode(a.token_nonce_hash, 'hex') as token_nonce_hash,
              encode(a.previous_token_nonce_hash, 'hex') as previous_token_nonce_hash
            from agents a join clusters c on c.id = a.cluster_id
            where a.id::text = ? and a.status <> 'revoked'
            """,
            agent)
        .stream()
        .findFirst();
  }

  /** Stores the digest of the only valid token of an agent. */
  public void store(UUID agent, byte[] hash) {
    int _ =
        rows.execute(
            "update agents set token_nonce_hash = ?, previous_token_nonce_hash = null where id = ?",
            hash,
            agent);
  }

  /**
   * Stores the digest of a new token beside that of the valid token with which the agent asked for
   * it. Returns false if that one is not valid any more.
   */
  public boolean replace(UUID agent, byte[] used, byte[] hash) {
    return rows.execute(
            """
            update agents set token_nonce_hash = ?, previous_token_nonce_hash = ?
            where id = ? and status <> 'revoked'
              and (token_nonce_hash = ? or previous_token_nonce_hash = ?)
            """,
            hash,
            used,
            agent,
            used,
            used)
        == 1;
  }

  /** Ends the validity of the previous token when the current one is used. */
  public void forgetPrevious(String agent, byte[] current) {
    int _ =
        rows.execute(
            "update agents set previous_token_nonce_hash = null"
                + " where id::text = ? and token_nonce_hash = ?",
            agent,
            current);
  }
}
