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

/** One answer of the gateway, read to its end and decoded. */
public record GatewayResponse(
    int status, Map<String, List<String>> headers, String body, Duration duration) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public GatewayResponse {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The body as JSON; a missing node when it is none. */
  public JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /** The error code of the body, or nothing. */
  public String errorCode() {
    return json().path("error").path("code").asString("");
  }
}
