package dev.sluice.ctl.shadow;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An exchange whose bodies were compared with shadow rules, as its audit row has it.
 *
 * @param policy the names, versions and hashes of the files of the shadow rules
 * @param changes the change of each body that was compared, by {@code request} and {@code response}
 */
record ShadowedExchange(
    Instant time, String requestId, String request, String policy, Map<String, String> changes) {
  /** Reads an audit row; empty if no shadow rules read its bodies. */
  static Optional<ShadowedExchange> read(JsonNode row) {
    JsonNode extra = row.path("extra");
    JsonNode shadow = extra.path("shadow_dlp");
    if (!shadow.isObject()) {
      return Optional.empty();
    }
    Map<String, String> changes = new LinkedHashMap<>();
    for (String direction : new String[] {"request", "response"}) {
      String change = shadow.path(direction).asString("");
      if (!change.isEmpty()) {
        changes.put(direction, change);
      }
    }
    return Optional.of(
        new ShadowedExchange(
            Instant.ofEpochMilli(row.path("ts_ms").asLong(0)),
            extra.path("request_id").asString(""),
            row.path("method").asString("") + " " + row.path("endpoint").asString(""),
            shadow.path("policy").asString(""),
            changes));
  }
}
