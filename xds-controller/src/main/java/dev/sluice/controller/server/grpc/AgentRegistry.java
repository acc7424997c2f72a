package dev.sluice.controller.server.grpc;

import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.controller.domain.Agent;
import dev.sluice.controller.resources.node.NodeIdentity;
import io.grpc.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A registry of the agents that may connect, from their rows. Confined to the update loop. */
public final class AgentRegistry {
  private final Map<String, Agent> byId = new HashMap<>();
  private Runnable listener = () -> {};
  private boolean read;

  /** Sets the listener that is called after each change. */
  void onChange(Runnable called) {
    listener = called;
  }

  /** Applies changes; a fresh change contains all agents. */
  public void update(Map<String, Optional<Agent>> changes, boolean fresh) {
    if (fresh) {
      byId.clear();
    }
    read = true;
    changes.forEach((id, agent) ->
        agent.ifPresentOrElse(present -> byId.put(id, present), () -> byId.remove(id)));
    if (fresh || !changes.isEmpty()) {
      listener.run();
    }
  }

  /** Restores the agents that were saved before a restart, unless the rows have been read. */
  public void restore(List<Agent> known) {
    if (!read) {
      read = true;
      known.forEach(agent -> byId.put(agent.id(), agent));
    }
  }

  public List<Agent> all() {
    return List.copyOf(byId.values());
  }

  /**
   * Returns the reason why the holder of a certificate may not use a node identity; empty when it
   * may.
   */
  public Optional<Status> rejectionStatus(SpiffeId peer, NodeIdentity node) {
    if (!read) {
      return Optional.of(Status.UNAVAILABLE.withDescription("no agents have been read yet"));
    }
    Agent agent = byId.get(peer.id());
    String kind = node.kind().name().toLowerCase(Locale.ROOT);
    if (agent == null) {
      return refused(peer + " is no agent");
    } else if (agent.revoked()) {
      return refused(peer + " has been revoked");
    } else if (!peer.kind().equals(agent.kind()) || !kind.equals(agent.kind())) {
      return refused(peer + " is registered as " + agent.kind() + ", the node says " + kind);
    } else if (!agent.nodeId().equals(node.id())
        || !agent.cluster().equals(node.scope().cluster())) {
      return refused(peer + " is registered as another node than " + node.id());
    }
    return Optional.empty();
  }

  private static Optional<Status> refused(String why) {
    return Optional.of(Status.PERMISSION_DENIED.withDescription(why));
  }
}
