package dev.sluice.e2e.node;

import dev.sluice.e2e.client.GatewayClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What an Envoy has, each resource with its version and the time when it took it. */
public final class EnvoyConfigDump {
  private EnvoyConfigDump() {}

  /**
   * Reads Envoy's own dump.
   *
   * @param admin Envoy's admin address
   */
  public static Map<String, String> read(GatewayClient admin) {
    Map<String, String> taken = new TreeMap<>();
    collect(admin.get("/config_dump").json(), taken);
    return taken;
  }

  private static void collect(JsonNode node, Map<String, String> taken) {
    if (node.has("last_updated")) {
      // Of scopes, Envoy tells only when it last heard anything of them.
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
