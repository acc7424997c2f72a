package dev.sluice.ctl.policytest.file;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A body as it is sent, with its content type. */
public record BodyContent(String contentType, String text) {
  private static final String EVENTS = "text/event-stream";

  /** Reads a body that is written as a text, a value, a form or a stream. */
  static BodyContent read(JsonNode node) {
    if (node.has("json")) {
      return new BodyContent("application/json", json(node.path("json")));
    }
    if (node.has("form")) {
      return new BodyContent(
          "application/x-www-form-urlencoded",
          node.path("form")
              .propertyStream()
              .map(field -> encode(field.getKey()) + "=" + encode(field.getValue().asString("")))
              .collect(Collectors.joining("&")));
    }
    if (node.has("stream")) {
      return new BodyContent(
          EVENTS,
          node.path("stream")
              .valueStream()
              .map(event -> "data: " + (event.isString() ? event.asString() : json(event)) + "\n\n")
              .collect(Collectors.joining()));
    }
    return new BodyContent(
        node.path("content-type").asString("text/plain"), node.path("text").asString(""));
  }

  boolean isStream() {
    return contentType.equals(EVENTS);
  }

  private static String json(JsonNode value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
