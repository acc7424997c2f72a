package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API with one token and one tenant. */
record ApiClient(HostPort address, Optional<String> token, Optional<String> tenant) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();

  /** An answer of the API. */
  record Answer(int status, Map<String, String> headers, String text) {
    JsonNode json() {
      return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
    }

    Answer expect(int wanted) {
      assertEquals(wanted, status, text);
      return this;
    }

    String id() {
      return json().path("id").asString();
    }

    String etag() {
      return header("etag");
    }

    /** Returns a header, or an empty text. */
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Returns the first problem of a value as pointer and detail. */
    String firstError() {
      JsonNode error = json().path("errors").path(0);
      return error.path("pointer").asString("") + " " + error.path("detail").asString("");
    }
  }

  ApiClient in(String slug) {
    return new ApiClient(address, token, Optional.of(slug));
  }

  Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  Answer post(String path, String body) {
    return send("POST", path, body, Map.of());
  }

  Answer put(String path, String etag, String body) {
    return send("PUT", path, body, Map.of("If-Match", etag));
  }

  Answer patch(String path, String etag, String body) {
    return send(
        "PATCH",
        path,
        body,
        Map.of("If-Match", etag, "Content-Type", "application/merge-patch+json"));
  }

  Answer delete(String path, String etag) {
    return send("DELETE", path, "", Map.of("If-Match", etag));
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    token.ifPresent(text -> request.setHeader("Authorization", "Bearer " + text));
    tenant.ifPresent(slug -> request.setHeader("X-Tenant-Slug", slug));
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> all = new HashMap<>();
      response.headers().map().forEach((name, values) -> all.put(name, values.getFirst()));
      AnswerContract.INSTANCE.check(
          method,
          path,
          response.statusCode(),
          all.getOrDefault("content-type", ""),
          response.body());
      return new Answer(response.statusCode(), all, response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
