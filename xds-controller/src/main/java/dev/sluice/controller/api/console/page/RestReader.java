package dev.sluice.controller.api.console.page;

import dev.sluice.controller.api.http.ApiResponse;
import java.util.Map;

/** A reader of REST operations in the name of a signed-in user and a tenant. */
@FunctionalInterface
public interface RestReader {
  /**
   * Returns the answer of an operation.
   *
   * @param operation the id in the contract
   */
  ApiResponse read(String operation, Map<String, String> path, Map<String, String> query);
}
