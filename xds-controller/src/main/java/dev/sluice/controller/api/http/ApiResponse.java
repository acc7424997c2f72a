package dev.sluice.controller.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An answer to a request: a status, headers, and a JSON body.
 *
 * @param stream a writer of the body, for an answer that lasts
 */
public record ApiResponse(
    int status,
    Map<String, String> headers,
    Optional<JsonNode> body,
    Optional<StreamWriter> stream) {
  /** A writer of an answer that lasts; the end of the client is an exception. */
  @FunctionalInterface
  public interface StreamWriter {
    void write(OutputStream out) throws IOException;
  }

  public ApiResponse {
    headers = Map.copyOf(headers);
  }

  public ApiResponse(int status, Map<String, String> headers, Optional<JsonNode> body) {
    this(status, headers, body, Optional.empty());
  }

  /** Returns an answer of another content type, which is written while it lasts. */
  public static ApiResponse stream(String contentType, StreamWriter writer) {
    return new ApiResponse(
        200, Map.of("Content-Type", contentType), Optional.empty(), Optional.of(writer));
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
    return new ApiResponse(status, more, body, stream);
  }

  /** Returns the ETag of a resource. */
  public static String etag(JsonNode resource) {
    return "\"" + resource.path("row_version").asInt(0) + "\"";
  }
}
