package dev.sluice.controller.server.agent;

import dev.sluice.common.Secret;
import dev.sluice.common.grpc.PeerIdentity;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.controller.api.agent.AgentIdentity;
import dev.sluice.controller.api.agent.AgentTokens;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;

/**
 * The credentials of a call by an agent.
 *
 * @param metadata the bearer token in the metadata
 * @param peer the identity in the client certificate; empty without TLS
 */
record AgentCredentials(Optional<Secret> metadata, Optional<SpiffeId> peer) {
  private static final String KIND = "agent";

  /** Returns the credentials of the current call. */
  static AgentCredentials current() {
    return new AgentCredentials(BearerToken.current(), PeerIdentity.current());
  }

  /**
   * Returns the token of the call, which is in the metadata or in the first message.
   *
   * @throws StatusRuntimeException if both have tokens and these differ
   */
  Secret token(String firstMessage) {
    if (metadata.isPresent() && !firstMessage.isEmpty() && !metadata.get().matches(firstMessage)) {
      throw unauthenticated();
    }
    return metadata.orElseGet(() -> Secret.of(firstMessage));
  }

  /**
   * Returns the agent of a token.
   *
   * @param nodeId the node id that the agent says it has, or an empty string
   * @throws StatusRuntimeException if the token is not valid, or is not of this agent
   */
  AgentIdentity agent(AgentTokens tokens, Secret token, String nodeId) {
    AgentIdentity agent =
        tokens.identity(token.reveal()).orElseThrow(AgentCredentials::unauthenticated);
    if (!agent.kind().equals(KIND)) {
      throw denied("the token must be of an agent of kind agent");
    } else if (!nodeId.isEmpty() && !nodeId.equals(agent.nodeId())) {
      throw denied("node_id must be the one of the agent of the token");
    } else if (peer.isPresent() && !isHeldBy(agent, peer.get())) {
      throw denied("the client certificate must be of the agent of the token");
    }
    return agent;
  }

  private static boolean isHeldBy(AgentIdentity agent, SpiffeId peer) {
    return peer.kind().equals(KIND) && peer.id().equals(agent.agentId().toString());
  }

  static StatusRuntimeException unauthenticated() {
    return Status.UNAUTHENTICATED
        .withDescription("send the valid token of an agent as authorization: Bearer TOKEN")
        .asRuntimeException();
  }

  private static StatusRuntimeException denied(String rule) {
    return Status.PERMISSION_DENIED.withDescription(rule).asRuntimeException();
  }
}
