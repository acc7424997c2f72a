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
    return ChangeAudit.made(request, actor(agent), resource(agent, resource), after.toString());
  }

  private static ChangeEvent.Actor actor(AgentIdentity agent) {
    return new ChangeEvent.Actor(
        agent.agentId().toString(), Optional.of(agent.name()), Optional.of("agent"));
  }

  private static ChangeEvent.Resource resource(AgentIdentity agent, String type) {
    return new ChangeEvent.Resource(
        type, Optional.of(agent.agentId().toString()), Optional.of(agent.name()));
  }

  /** Returns the event of a token that an agent got on its stream. */
  static ChangeEvent renewed(AgentIdentity agent) {
    return new ChangeEvent(
        Optional.empty(),
        actor(agent),
        ChangeEvent.Action.CREATE,
        ChangeEvent.Portal.ADMIN,
        resource(agent, "agent_token"),
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
