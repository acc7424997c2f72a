package dev.sluice.ctl.remote;

import dev.sluice.common.Secret;
import dev.sluice.ctl.context.TokenSetting;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A client of the management API for one tenant and one token. */
public final class ManagementClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String DATA = "data:";
  private static final String PAGE = "200";

  private final HttpExchanges http = new HttpExchanges();
  private final URI server;
  private final Optional<String> tenant;
  private final Secret token;

  public ManagementClient(
      URI server, Optional<String> tenant, TokenSetting token, Map<String, String> environment) {
    this.server = server;
    this.tenant = tenant;
    this.token = new AccessTokens(http, environment).read(token);
  }

  public ServerAnswer get(String path) {
    return send(request(path, Map.of()).GET());
  }

  /** Returns the resources of all pages of a list. */
  public List<ObjectNode> list(String path, Map<String, String> filters) {
    Map<String, String> query = new LinkedHashMap<>(filters);
    query.put("limit", PAGE);
    List<ObjectNode> all = new ArrayList<>();
    while (true) {
      JsonNode page = send(request(path, query).GET()).body();
      for (JsonNode item : page.path("items")) {
        all.add((ObjectNode) item);
      }
      if (!page.path("next").isString()) {
        return all;
      }
      query.put("cursor", page.path("next").asString());
    }
  }

  /** Creates a resource, or starts an action. */
  public ServerAnswer post(String path, JsonNode body, boolean dryRun) {
    return send(
        request(path, dryRun(dryRun))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** Starts an action that has no body. */
  public ServerAnswer post(String path) {
    return send(request(path, Map.of()).POST(BodyPublishers.noBody()));
  }

  /** Changes the members that a JSON merge patch names, if the resource still has the ETag. */
  public ServerAnswer patch(String path, String etag, JsonNode patch, boolean dryRun) {
    return send(
        request(path, dryRun(dryRun))
            .header("Content-Type", "application/merge-patch+json")
            .header("If-Match", etag)
            .method("PATCH", BodyPublishers.ofString(patch.toString())));
  }

  /** Deletes a resource that still has the ETag. */
  public void delete(String path, String etag, boolean dryRun) {
    send(request(path, dryRun(dryRun)).header("If-Match", etag).DELETE());
  }

  /** Returns the answer to a request whose parameters are not members of a resource. */
  public ServerAnswer get(String path, Map<String, String> query) {
    return send(request(path, query).GET());
  }

  /** Passes on the data of each server-sent event until the server ends the stream. */
  public void stream(String path, Map<String, String> query, Consumer<JsonNode> events) {
    http.stream(
        request(path, query).header("Accept", "text/event-stream").build(),
        (status, body) -> {
          throw new ServerProblemException(ServerProblem.of(status, json(body)));
        },
        line -> {
          if (line.startsWith(DATA)) {
            events.accept(json(line.substring(DATA.length())));
          }
        });
  }

  private static Map<String, String> dryRun(boolean dryRun) {
    return dryRun ? Map.of("dryRun", "true") : Map.of();
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    String parameters = HttpExchanges.encoded(query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                server.resolve(parameters.isEmpty() ? path : path + "?" + parameters))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token.reveal());
    tenant.ifPresent(slug -> request.header("X-Tenant-Slug", slug));
    return request;
  }

  private ServerAnswer send(HttpRequest.Builder request) {
    HttpResponse<String> response = http.send(request.build());
    JsonNode body = json(response.body());
    if (response.statusCode() >= 300) {
      throw new ServerProblemException(ServerProblem.of(response.statusCode(), body));
    }
    return new ServerAnswer(body, response.headers().firstValue("ETag").orElse(""));
  }

  private static JsonNode json(String text) {
    try {
      return text.isEmpty()
          ? JsonNodeFactory.instance.missingNode()
          : JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
