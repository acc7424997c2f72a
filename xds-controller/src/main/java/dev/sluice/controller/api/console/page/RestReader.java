package dev.sluice.controller.api.console.page;

import dev.sluice.controller.api.http.ApiResponse;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A reader of REST operations in the name of a signed-in user and a tenant. */
@FunctionalInterface
public interface RestReader {
  /**
   * Returns the answer of an operation.
   *
   * @param operation the id in the contract
   * @param body the body; empty for operations without one
   */
  ApiResponse read(
      String operation,
      Map<String, String> path,
      Map<String, String> query,
      Optional<JsonNode> body);

  /** Returns the answer of an operation without a body. */
  default ApiResponse read(String operation, Map<String, String> path, Map<String, String> query) {
    return read(operation, path, query, Optional.empty());
  }
}
