package dev.sluice.e2e.node;

import dev.sluice.e2e.client.GatewayClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** A reader of Envoy's config dump: each resource with its version and update time. */
public final class EnvoyConfigDump {
  private EnvoyConfigDump() {}

  /**
   * Reads the config dump.
   *
   * @param admin the client of Envoy's admin interface
   */
  public static Map<String, String> read(GatewayClient admin) {
    Map<String, String> taken = new TreeMap<>();
    collect(admin.get("/config_dump").json(), taken);
    return taken;
  }

  private static void collect(JsonNode node, Map<String, String> taken) {
    if (node.has("last_updated")) {
      // Scoped routes are left out: Envoy reports only when it last received any.
      for (String type : List.of("cluster", "listener", "route_config")) {
        if (node.has(type)) {
          taken.put(
              type + " " + node.get(type).path("name").asString(),
              node.path("version_info") + " of " + node.get("last_updated"));
        }
      }
    }
    node.forEach(child -> collect(child, taken));
  }
}
