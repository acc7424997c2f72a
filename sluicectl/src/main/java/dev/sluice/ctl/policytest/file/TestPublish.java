package dev.sluice.ctl.policytest.file;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A publish as the controller would deliver it, for the requests of a test. */
public record TestPublish(
    String id,
    String product,
    String environment,
    List<String> hosts,
    boolean open,
    String issuer,
    List<String> scopes,
    List<TestRoute> routes) {
  public TestPublish {
    hosts = List.copyOf(hosts);
    scopes = List.copyOf(scopes);
    routes = List.copyOf(routes);
  }

  /**
   * A route of a publish.
   *
   * @param prefix the prefix of the paths
   * @param level the lowest level; empty for viewer
   */
  public record TestRoute(String id, String prefix, String level) {}

  static TestPublish read(JsonNode node) {
    return new TestPublish(
        node.path("id").asString(),
        node.path("product").asString(""),
        node.path("environment").asString(""),
        PolicyTestCompiler.texts(node.path("hosts")),
        node.path("auth").asString("oauth2").equals("none"),
        node.path("issuer").asString("default"),
        PolicyTestCompiler.texts(node.path("scopes")),
        node.path("routes")
            .valueStream()
            .map(route ->
                new TestRoute(
                    route.path("id").asString(),
                    route.path("path").asString(),
                    route.path("level").asString("")))
            .toList());
  }
}
