package dev.sluice.controller.api.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request whose body is read and well-formed.
 *
 * @param id the id of the request, in answers and logs
 * @param path the values of the path parameters
 * @param query the query parameters
 * @param headers the headers by name in lower case
 * @param body the JSON body; empty without one
 */
public record ApiRequest(
    String id,
    String method,
    String target,
    Map<String, String> path,
    Map<String, String> query,
    Map<String, String> headers,
    Optional<JsonNode> body,
    Optional<InetAddress> client) {
  public ApiRequest {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Returns the body, or an empty object without one. */
  public JsonNode bodyOrEmpty() {
    return body.orElseGet(JsonMapper.shared()::createObjectNode);
  }

  /** Returns the token of the header {@code Authorization}. */
  public Optional<String> bearerToken() {
    return header("authorization").flatMap(BearerScheme::token);
  }

  /** Rejects a query with other parameters than the known ones. */
  public void requireParameters(Set<String> known) {
    for (String name : query.keySet()) {
      if (!known.contains(name)) {
        throw ProblemException.at(
            ProblemType.INVALID_REQUEST,
            name,
            "The parameter is not known; use " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** Returns whether the caller wants to know the result without the change. */
  public boolean dryRun() {
    String value = query.getOrDefault("dryRun", "false");
    if (!List.of("true", "false").contains(value)) {
      throw ProblemException.at(
          ProblemType.INVALID_REQUEST, "dryRun", "The parameter dryRun is true or false.");
    }
    return value.equals("true");
  }

  /** Returns the version that {@code If-Match} names. */
  public String ifMatch() {
    return header("if-match")
        .orElseThrow(() ->
            ProblemException.of(
                ProblemType.ETAG_REQUIRED,
                "Send the ETag of the resource as If-Match, so that no other change is lost."));
  }
}
