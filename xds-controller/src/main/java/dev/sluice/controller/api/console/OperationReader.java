package dev.sluice.controller.api.console;

import dev.sluice.controller.api.contract.ApiContract;
import dev.sluice.controller.api.contract.ApiOperation;
import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A reader of REST operations with the token of a session. Each request passes the steps of the
 * API: limit, authentication, authorization.
 */
final class OperationReader {
  /** The action of operations that store nothing. */
  private static final String TRIAL = "run";

  private final Map<String, ApiOperation> operations;
  private final BiFunction<ApiOperation, ApiRequest, ApiResponse> pipeline;

  OperationReader(
      ApiContract contract, BiFunction<ApiOperation, ApiRequest, ApiResponse> pipeline) {
    this.operations =
        contract.operations().stream()
            .collect(Collectors.toUnmodifiableMap(ApiOperation::id, Function.identity()));
    this.pipeline = pipeline;
  }

  /** Returns the answer of an operation that reads, or that tries something and stores nothing. */
  ApiResponse read(
      ConsoleRequest request,
      String token,
      String tenant,
      String id,
      Map<String, String> path,
      Map<String, String> query,
      Optional<JsonNode> body) {
    ApiOperation operation = Objects.requireNonNull(operations.get(id), id);
    if (!operation.method().equals("GET") && !operation.action().equals(TRIAL)) {
      throw new IllegalArgumentException(id + " changes something");
    }
    Map<String, String> headers = new HashMap<>();
    headers.put("authorization", "Bearer " + token);
    if (!tenant.isEmpty()) {
      headers.put("x-tenant-slug", tenant);
    }
    return pipeline.apply(
        operation,
        new ApiRequest(
            request.id(),
            operation.method(),
            operation.path(),
            path,
            query,
            headers,
            body,
            request.client()));
  }
}
