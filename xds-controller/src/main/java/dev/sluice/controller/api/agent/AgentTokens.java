package dev.sluice.controller.api.agent;

import dev.sluice.common.Secret;
import dev.sluice.common.token.issue.IssuedToken;
import dev.sluice.common.token.issue.SelfIssuedTokens;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.controller.api.access.OneTimeToken;
import dev.sluice.controller.store.management.AgentTokenRepository;
import dev.sluice.controller.store.management.ManagementDatabase;
import dev.sluice.controller.store.management.ManagementScope;
import dev.sluice.controller.store.management.ManagementTransaction;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens with which agents call. A token is valid while the digest of its nonce is in the row
 * of the agent. A replaced token stays valid until its successor is used.
 */
public final class AgentTokens {
  private static final String ISSUER = "sluice-controller";
  private static final String AUDIENCE = "sluice-agents";
  private static final String CLUSTER = "cluster";

  private final SelfIssuedTokens tokens;
  private final ManagementDatabase database;

  AgentTokens(SelfIssuedTokens tokens, ManagementDatabase database) {
    this.tokens = tokens;
    this.database = database;
  }

  /** Returns the tokens of a configuration; empty without a key. */
  public static Optional<AgentTokens> of(
      AgentConfig config, ManagementDatabase database, InstantSource clock) {
    return config
        .tokenKey()
        .map(file ->
            new AgentTokens(
                new SelfIssuedTokens(
                    ISSUER, AUDIENCE, TokenKeyFile.read(file), config.tokenLifetime(), clock),
                database));
  }

  /** Issues the first token of an agent, in the transaction that adds the agent. */
  IssuedToken issue(ManagementTransaction rows, AgentIdentity agent) {
    OneTimeToken nonce = OneTimeToken.random();
    new AgentTokenRepository(rows).store(agent.agentId(), nonce.hash());
    return signed(agent, nonce);
  }

  /**
   * Issues a token in place of one that is valid; empty if that one is not valid any more.
   *
   * @param used the text of the valid token
   */
  Optional<IssuedToken> replace(ManagementTransaction rows, AgentIdentity agent, String used) {
    OneTimeToken nonce = OneTimeToken.random();
    return tokens
        .verify(used)
        .filter(token ->
            new AgentTokenRepository(rows).replace(agent.agentId(), hash(token), nonce.hash()))
        .map(_ -> signed(agent, nonce));
  }

  /** Issues a token in place of one that is valid, in a transaction with an event of the audit. */
  public Optional<IssuedToken> renew(AgentIdentity agent, Secret used) {
    return database.write(
        ManagementScope.LOOKUP,
        rows -> {
          Optional<IssuedToken> issued = replace(rows, agent, used.reveal());
          issued.ifPresent(_ -> rows.audit(AgentEvents.renewed(agent)));
          return issued;
        });
  }

  /** Returns when the last third of the lifetime of a token begins; empty if it is not valid. */
  public Optional<Instant> renewalTime(Secret text) {
    return tokens
        .verify(text.reveal())
        .map(token ->
            Instant.ofEpochSecond(token.expiresAt() - (token.expiresAt() - token.issuedAt()) / 3));
  }

  private IssuedToken signed(AgentIdentity agent, OneTimeToken nonce) {
    return tokens.issue(
        agent.agentId().toString(), nonce.text(), Map.of(CLUSTER, agent.clusterId().toString()));
  }

  /** Returns the agent of a token; empty if the token is not valid, or was revoked or replaced. */
  public Optional<AgentIdentity> identity(String text) {
    return tokens
        .verify(text)
        .flatMap(token ->
            database.write(
                ManagementScope.LOOKUP, rows -> identity(new AgentTokenRepository(rows), token)));
  }

  private static Optional<AgentIdentity> identity(AgentTokenRepository rows, VerifiedToken token) {
    Optional<ObjectNode> row =
        token
            .claims()
            .text("sub")
            .flatMap(rows::find)
            .filter(found -> token.claims().text(CLUSTER).equals(text(found, "cluster_id")));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    byte[] hash = hash(token);
    boolean current = matches(row.get(), "token_nonce_hash", hash);
    boolean previous = matches(row.get(), "previous_token_nonce_hash", hash);
    if (current && text(row.get(), "previous_token_nonce_hash").isPresent()) {
      rows.forgetPrevious(row.get().path("id").asString(), hash);
    }
    return current || previous ? Optional.of(identity(row.get())) : Optional.empty();
  }

  private static boolean matches(ObjectNode row, String column, byte[] hash) {
    return text(row, column)
        .filter(stored -> MessageDigest.isEqual(HexFormat.of().parseHex(stored), hash))
        .isPresent();
  }

  private static byte[] hash(VerifiedToken token) {
    return OneTimeToken.of(token.id()).hash();
  }

  private static AgentIdentity identity(ObjectNode row) {
    return new AgentIdentity(
        UUID.fromString(row.path("id").asString()),
        UUID.fromString(row.path("cluster_id").asString()),
        row.path(CLUSTER).asString(),
        row.path("name").asString(),
        row.path("kind").asString(),
        row.path("node_id").asString());
  }

  private static Optional<String> text(ObjectNode row, String column) {
    return row.path(column).asStringOpt();
  }
}
