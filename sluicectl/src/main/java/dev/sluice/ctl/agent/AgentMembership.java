package dev.sluice.ctl.agent;

import dev.sluice.common.Secret;
import dev.sluice.ctl.remote.ManagementClient;
import java.net.URI;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The membership of an agent in its cluster: how it begins and goes on. */
final class AgentMembership {
  private final AgentFolder folder;

  AgentMembership(AgentFolder folder) {
    this.folder = folder;
  }

  /** Registers the agent with a token that is used once. */
  AgentRecord register(URI server, Secret token, String name, String kind) {
    folder.create();
    NodeKey key = NodeKey.generate(name);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("token", token.reveal());
    body.put("name", name);
    body.put("kind", kind);
    body.put("csr", key.request());
    try (ManagementClient client = ManagementClient.anonymous(server)) {
      JsonNode answer = client.post("/v1/agent/register", body, false).body();
      AgentRecord agent = AgentRecord.registered(server, answer, Instant.now());
      String issued = answer.path("token").asString("");
      if (!issued.isEmpty()) {
        folder.writeToken(issued);
      }
      return store(agent, key, answer);
    }
  }

  /** Renews the token and then the certificate, with a new key. */
  AgentRecord renew() {
    AgentRecord agent = folder.read();
    JsonNode token;
    try (ManagementClient client = ManagementClient.agent(agent.server(), folder.token())) {
      token = client.post("/v1/agent/token").body();
      // Until the next request the old token is valid too, in case this one is not stored.
      folder.writeToken(token.path("token").asString());
    }
    NodeKey key = NodeKey.generate(agent.agentId());
    try (ManagementClient client = ManagementClient.agent(agent.server(), folder.token())) {
      JsonNode answer =
          client
              .post(
                  "/v1/agent/certificates",
                  JsonNodeFactory.instance.objectNode().put("csr", key.request()),
                  false)
              .body();
      return store(agent.renewed(token, answer, Instant.now()), key, answer);
    }
  }

  private AgentRecord store(AgentRecord agent, NodeKey key, JsonNode answer) {
    folder.writeTls(
        key.pem(), answer.path("certificate").asString(), answer.path("authorities").asString());
    folder.writeRecord(agent);
    return agent;
  }
}
