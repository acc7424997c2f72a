package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A reader and writer of the JSON of the stubs. */
final class StubJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private StubJson() {}

  /** Parses a document; returns a missing node if it is not JSON. */
  static JsonNode read(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  static byte[] write(Map<String, ?> document) {
    return MAPPER.writeValueAsBytes(document);
  }

  static String text(Map<String, ?> document) {
    return MAPPER.writeValueAsString(document);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a server-sent event with a type. */
  static String event(String type, Map<String, ?> data) {
    return "event: " + type + "\ndata: " + text(data) + "\n\n";
  }

  static void respond(HttpExchange exchange, int status, Map<String, ?> document)
      throws IOException {
    byte[] body = StubContentEncoding.of(exchange).encode(write(document));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
