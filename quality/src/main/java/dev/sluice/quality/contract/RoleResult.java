package dev.sluice.quality.contract;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The result of the requests of one role.
 *
 * @param finished whether all checks ran
 * @param failures the failed checks with their operations
 */
record RoleResult(
    String role, int requests, boolean finished, int serverErrors, List<String> failures) {
  RoleResult {
    failures = List.copyOf(failures);
  }

  /** Reads a line of {@code quality/contract/run.py}. */
  static RoleResult of(JsonNode line) {
    return new RoleResult(
        line.path("role").asString(),
        line.path("requests").asInt(),
        line.path("finished").asBoolean(),
        line.path("server_errors").asInt(),
        line.path("failures").valueStream().map(JsonNode::asString).toList());
  }

  boolean passed() {
    return finished && serverErrors == 0 && failures.isEmpty();
  }

  /** Returns the row of the table. */
  String line() {
    return "%-18s %,8d %9d %5d%s"
        .formatted(
            role, requests, failures.size(), serverErrors, finished ? "" : "  (did not finish)");
  }
}
