package dev.sluice.controller.api.agent;

import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.resource.ChangeAudit;
import dev.sluice.controller.store.history.ChangeEvent;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The audit events of requests of agents, which hold no secrets. */
final class AgentEvents {
  private AgentEvents() {}

  /** Returns what answers and the audit show of an agent. */
  static ObjectNode shown(AgentIdentity agent) {
    ObjectNode shown = JsonMapper.shared().createObjectNode();
    shown.put("agent_id", agent.agentId().toString());
    shown.put("node_id", agent.nodeId());
    shown.put("cluster_id", agent.clusterId().toString());
    shown.put("cluster", agent.clusterName());
    shown.put("kind", agent.kind());
    return shown;
  }

  /** Returns the event of something new that an agent got. */
  static ChangeEvent made(
      ApiRequest request, AgentIdentity agent, String resource, ObjectNode after) {
    String id = agent.agentId().toString();
    return ChangeAudit.made(
        request,
        new ChangeEvent.Actor(id, Optional.of(agent.name()), Optional.of("agent")),
        new ChangeEvent.Resource(resource, Optional.of(id), Optional.of(agent.name())),
        after.toString());
  }

  /** Returns the event of a token that an agent got on its stream. */
  static ChangeEvent renewed(AgentIdentity agent) {
    String id = agent.agentId().toString();
    return new ChangeEvent(
        Optional.empty(),
        new ChangeEvent.Actor(id, Optional.of(agent.name()), Optional.of("agent")),
        ChangeEvent.Action.CREATE,
        ChangeEvent.Portal.ADMIN,
        new ChangeEvent.Resource("agent_token", Optional.of(id), Optional.of(agent.name())),
        new ChangeEvent.Request(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        Optional.of(shown(agent).toString()));
  }
}
