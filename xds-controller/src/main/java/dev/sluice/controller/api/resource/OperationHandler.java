package dev.sluice.controller.api.resource;

import dev.sluice.controller.api.http.ApiResponse;

/** A handler of the calls of one operation. */
@FunctionalInterface
public interface OperationHandler {
  ApiResponse handle(ApiCall call);
}
