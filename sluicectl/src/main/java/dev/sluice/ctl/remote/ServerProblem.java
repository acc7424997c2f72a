package dev.sluice.ctl.remote;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A problem (RFC 9457) that the server answered.
 *
 * @param errors the wrong values
 */
public record ServerProblem(
    int status, String title, String detail, String requestId, List<ValueError> errors) {
  public ServerProblem {
    errors = List.copyOf(errors);
  }

  /** An error of one value, or of a parameter or header. */
  public record ValueError(String pointer, String detail) {}

  static ServerProblem of(int status, JsonNode body) {
    List<ValueError> errors = new ArrayList<>();
    for (JsonNode error : body.path("errors")) {
      errors.add(new ValueError(error.path("pointer").asString(), error.path("detail").asString()));
    }
    return new ServerProblem(
        status,
        body.path("title").asString("The server answered with the status " + status),
        body.path("detail").asString(""),
        body.path("request_id").asString(""),
        errors);
  }

  /** Returns whether values of the request are wrong. */
  public boolean isInvalid() {
    return status == 400 || status == 422;
  }

  /** Returns the lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add((title + ": " + detail).strip());
    errors.forEach(error -> lines.add("  " + error.pointer() + ": " + error.detail()));
    if (status == 401) {
      lines.add("  The token is missing, expired, or of another issuer: see sluicectl context.");
    }
    if (!requestId.isEmpty()) {
      lines.add("  request_id: " + requestId);
    }
    return lines;
  }
}
