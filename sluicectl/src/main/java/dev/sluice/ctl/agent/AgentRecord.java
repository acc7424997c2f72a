package dev.sluice.ctl.agent;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record of an agent in its folder, without secrets.
 *
 * @param expiresAt when the certificate or the token expires, whichever is first
 * @param renewAt when both are to be renewed, after two thirds of their time
 */
record AgentRecord(
    URI server,
    String agentId,
    String nodeId,
    String cluster,
    String kind,
    Instant expiresAt,
    Instant renewAt) {
  /** Returns the record of an answer to the registration. */
  static AgentRecord registered(URI server, JsonNode answer, Instant now) {
    return new AgentRecord(
            server,
            answer.path("agent_id").asString(""),
            answer.path("node_id").asString(""),
            answer.path("cluster").asString(""),
            answer.path("kind").asString(""),
            now,
            now)
        .renewed(answer, answer, now);
  }

  /** Returns the record after a renewal. */
  AgentRecord renewed(JsonNode token, JsonNode certificate, Instant now) {
    Instant first = Instant.parse(certificate.path("certificate_expires_at").asString());
    String second = token.path("token_expires_at").asString("");
    Instant expires =
        second.isEmpty() || Instant.parse(second).isAfter(first) ? first : Instant.parse(second);
    Instant renew = now.plus(Duration.between(now, expires).multipliedBy(2).dividedBy(3));
    return new AgentRecord(server, agentId, nodeId, cluster, kind, expires, renew);
  }

  static AgentRecord parse(String text) {
    JsonNode json = JsonMapper.shared().readTree(text);
    return new AgentRecord(
        URI.create(json.path("server").asString()),
        json.path("agent_id").asString(),
        json.path("node_id").asString(),
        json.path("cluster").asString(),
        json.path("kind").asString(),
        Instant.parse(json.path("expires_at").asString()),
        Instant.parse(json.path("renew_at").asString()));
  }

  String text() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("server", server.toString());
    json.put("agent_id", agentId);
    json.put("node_id", nodeId);
    json.put("cluster", cluster);
    json.put("kind", kind);
    json.put("expires_at", expiresAt.toString());
    json.put("renew_at", renewAt.toString());
    return json.toPrettyString() + "\n";
  }
}
