package dev.sluice.controller.api.agent;

import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ApiResponse;

/** A handler of requests of agents. */
@FunctionalInterface
public interface AgentHandler {
  ApiResponse handle(ApiRequest request, AgentIdentity agent);
}
