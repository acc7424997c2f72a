package dev.sluice.e2e.client;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A complete, decoded response of the gateway. */
public record GatewayResponse(
    int status, Map<String, List<String>> headers, String body, Duration duration) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public GatewayResponse {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** Returns the body as JSON; a missing node if it is not JSON. */
  public JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns the error code in the body; empty if there is none. */
  public String errorCode() {
    return json().path("error").path("code").asString("");
  }
}
