package dev.sluice.e2e.stub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads and writes the JSON of the stand-ins. */
final class StubJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private StubJson() {}

  /** The document, or a missing node when it is none. */
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

  static void respond(HttpExchange exchange, int status, Map<String, ?> document)
      throws IOException {
    byte[] body = StubContentEncoding.of(exchange).encode(write(document));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
