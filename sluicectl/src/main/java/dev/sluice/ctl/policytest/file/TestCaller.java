package dev.sluice.ctl.policytest.file;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A caller whose token a test signs.
 *
 * @param role the role; empty for a token without one
 * @param issued when the token is issued, relative to the time of the test
 * @param claims further claims, an object
 */
public record TestCaller(
    String issuer,
    String subject,
    String tenant,
    String project,
    String workspace,
    String role,
    List<String> scopes,
    Duration issued,
    Duration lifetime,
    JsonNode claims) {
  public TestCaller {
    scopes = List.copyOf(scopes);
  }

  static TestCaller read(JsonNode node) {
    return new TestCaller(
        node.path("issuer").asString("default"),
        node.path("subject").asString("user"),
        node.path("tenant").asString("tenant"),
        node.path("project").asString("project"),
        node.path("workspace").asString("workspace"),
        node.path("role").asString(""),
        node.path("scopes").valueStream().map(JsonNode::asString).toList(),
        Duration.parse(node.path("issued").asString("PT0S")),
        Duration.parse(node.path("lifetime").asString("PT5M")),
        node.has("claims") ? node.path("claims") : JsonNodeFactory.instance.objectNode());
  }
}
