package dev.sluice.controller.server.agent;

import dev.sluice.agent.v1.AgentMessage;
import dev.sluice.agent.v1.Close;
import dev.sluice.agent.v1.CloseReason;
import dev.sluice.agent.v1.ConnectRequest;
import dev.sluice.agent.v1.ConnectResponse;
import dev.sluice.agent.v1.ServerMessage;
import dev.sluice.agent.v1.TokenReplacement;
import dev.sluice.common.Secret;
import dev.sluice.controller.api.agent.AgentIdentity;
import dev.sluice.controller.api.agent.AgentTokens;
import dev.sluice.controller.store.agent.AgentCommandRepository.CommandResult;
import dev.sluice.controller.store.agent.AgentStreamRepository.StreamCommand;
import dev.sluice.controller.store.agent.AgentStreamRepository.StreamState;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A session of an agent whose token is verified. Confined to the thread of its stream. */
final class AgentSession implements AutoCloseable {
  private static final int LEAST_SCHEMA = 1;
  private static final int LONGEST_VERSION = 200;
  private static final Duration PRESENCE = Duration.ofSeconds(15);

  private final AgentStore store;
  private final AgentStreamConfig config;
  private final MeterRegistry metrics;
  private final AgentIdentity agent;
  private final Consumer<ServerMessage> out;
  private final UUID id = UUID.randomUUID();
  private Secret token;
  private Instant renewAt;
  private int finishedSinceClaim;
  private Instant presenceDue = Instant.now().plus(PRESENCE);

  private AgentSession(
      AgentStore store,
      AgentStreamConfig config,
      MeterRegistry metrics,
      AgentIdentity agent,
      Secret token,
      Consumer<ServerMessage> out) {
    this.store = store;
    this.config = config;
    this.metrics = metrics;
    this.agent = agent;
    this.token = token;
    this.out = out;
    this.renewAt = tokens(store).renewalTime(token).orElse(Instant.MAX);
  }

  /**
   * Opens a session with the first message; empty if the agent must be updated.
   *
   * @throws io.grpc.StatusRuntimeException if the agent may not connect
   */
  static Optional<AgentSession> open(
      AgentStore store,
      AgentStreamConfig config,
      MeterRegistry metrics,
      AgentCredentials credentials,
      AgentMessage first,
      Consumer<ServerMessage> out) {
    if (!first.hasConnect()) {
      throw Status.FAILED_PRECONDITION
          .withDescription("the first message must be a ConnectRequest")
          .asRuntimeException();
    }
    ConnectRequest request = first.getConnect();
    Secret token = credentials.token(request.getJwt());
    AgentIdentity agent = credentials.agent(tokens(store), token, request.getNodeId());
    if (request.getSchemaVersion() < LEAST_SCHEMA) {
      out.accept(connected(agent, "schema_version must be at least " + LEAST_SCHEMA));
      out.accept(closed(CloseReason.CLOSE_REASON_UPDATE_REQUIRED));
      return Optional.empty();
    }
    AgentSession session = new AgentSession(store, config, metrics, agent, token, out);
    String version = request.getAgentVersion();
    store
        .streams()
        .open(
            agent.agentId(),
            session.id,
            Optional.of(version.substring(0, Math.min(LONGEST_VERSION, version.length())))
                .filter(text -> !text.isEmpty()),
            request.getSchemaVersion());
    out.accept(connected(agent, ""));
    return Optional.of(session);
  }

  private static AgentTokens tokens(AgentStore store) {
    return store.tokens().orElseThrow(AgentCredentials::unauthenticated);
  }

  private static ServerMessage connected(AgentIdentity agent, String error) {
    return ServerMessage.newBuilder()
        .setConnected(
            ConnectResponse.newBuilder()
                .setSuccess(error.isEmpty())
                .setClusterId(agent.clusterId().toString())
                .setError(error))
        .build();
  }

  private static ServerMessage closed(CloseReason reason) {
    return ServerMessage.newBuilder().setClose(Close.newBuilder().setReason(reason)).build();
  }

  /** Handles a message of the agent. */
  void handle(AgentMessage message, BooleanSupplier ready) {
    switch (message.getMessageCase()) {
      case ACK ->
          store
              .streams()
              .acknowledge(
                  agent.agentId(),
                  AgentMessages.id("command_id", message.getAck().getCommandId()),
                  config.resultTimeout());
      case RESULT -> {
        finish(AgentMessages.result(message.getResult()));
        finishedSinceClaim++;
        if (finishedSinceClaim >= AgentStreamConfig.WINDOW / 2) {
          send(ready);
        }
      }
      case HEARTBEAT -> {
        int drifted =
            store
                .streams()
                .reportHashes(agent.agentId(), AgentMessages.hashes(message.getHeartbeat()));
        metrics.counter("agent.drifts").increment(drifted);
      }
      case CONNECT, MESSAGE_NOT_SET ->
          throw Status.INVALID_ARGUMENT
              .withDescription("send an ack, a result or a heartbeat")
              .asRuntimeException();
    }
  }

  private void finish(CommandResult result) {
    String outcome =
        store
            .commands()
            .finish(agent.agentId(), result)
            .map(command -> command.path("status").asString(""))
            .orElse("unknown");
    metrics.counter("deploy.results", "result", outcome).increment();
  }

  /** Does what is due, and returns a reason if the stream must end. */
  Optional<CloseReason> tick(BooleanSupplier ready) {
    StreamState state = store.streams().state(agent.agentId(), id);
    if (state == StreamState.REVOKED) {
      return Optional.of(CloseReason.CLOSE_REASON_REVOKE_TOKEN);
    } else if (state == StreamState.REPLACED) {
      return Optional.of(CloseReason.CLOSE_REASON_REPLACED);
    }
    renewToken();
    confirmPresence();
    if (state == StreamState.COMMANDS_DUE) {
      send(ready);
    }
    return Optional.empty();
  }

  private void confirmPresence() {
    if (!Instant.now().isBefore(presenceDue)) {
      presenceDue = Instant.now().plus(PRESENCE);
      store.streams().confirm(agent.agentId(), id);
    }
  }

  private void renewToken() {
    if (Instant.now().isBefore(renewAt)) {
      return;
    }
    renewAt = Instant.MAX;
    tokens(store)
        .renew(agent, token)
        .ifPresent(issued -> {
          token = issued.text();
          renewAt = tokens(store).renewalTime(token).orElse(Instant.MAX);
          out.accept(
              ServerMessage.newBuilder()
                  .setToken(
                      TokenReplacement.newBuilder()
                          .setJwt(token.reveal())
                          .setExpiresAtSeconds(issued.expiresAt().getEpochSecond()))
                  .build());
        });
  }

  /** Sends the commands that are due, unless the agent does not read. */
  private void send(BooleanSupplier ready) {
    finishedSinceClaim = 0;
    if (!ready.getAsBoolean()) {
      return;
    }
    for (StreamCommand command :
        store
            .streams()
            .claim(
                agent.agentId(),
                agent.clusterId(),
                AgentStreamConfig.WINDOW,
                config.ackTimeout())) {
      out.accept(AgentMessages.command(command));
    }
  }

  @Override
  public void close() {
    store.streams().close(agent.agentId(), id);
  }
}
