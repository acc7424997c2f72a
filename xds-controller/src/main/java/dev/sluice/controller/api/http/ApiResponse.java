package dev.sluice.controller.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An answer to a request: a status, headers, and a JSON body. */
public record ApiResponse(int status, Map<String, String> headers, Optional<JsonNode> body) {
  public ApiResponse {
    headers = Map.copyOf(headers);
  }

  public static ApiResponse of(int status, JsonNode body) {
    return new ApiResponse(status, Map.of(), Optional.of(body));
  }

  public static ApiResponse noContent() {
    return new ApiResponse(204, Map.of(), Optional.empty());
  }

  /** Returns the answer with a resource and its ETag. */
  public static ApiResponse resource(int status, JsonNode body) {
    return of(status, body).with("ETag", etag(body));
  }

  /** Returns this answer with one more header. */
  public ApiResponse with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiResponse(status, more, body);
  }

  /** Returns the ETag of a resource. */
  public static String etag(JsonNode resource) {
    return "\"" + resource.path("row_version").asInt(0) + "\"";
  }
}
