package dev.sluice.controller.api.playground;

import dev.sluice.controller.api.contract.BodySchemas;
import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.api.playground.PolicyTrials.PlacedFinding;
import dev.sluice.controller.api.playground.PolicyTrials.TrialOutcome;
import dev.sluice.controller.api.playground.PolicyTrials.TrialReport;
import dev.sluice.controller.api.playground.PolicyTrials.TriedText;
import dev.sluice.controller.api.resource.ApiCall;
import dev.sluice.controller.api.resource.OperationHandler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations of the playground. They have no transaction, so that nothing is stored. */
public final class PlaygroundOperations {
  private static final String SCHEMA = "PlaygroundText";
  private static final String RETRY_SECONDS = "5";

  private final BodySchemas schemas;
  private final Optional<PolicyTrials> trials;

  /**
   * Creates the operations.
   *
   * @param trials the servers to try texts at; empty if none is configured
   */
  public PlaygroundOperations(BodySchemas schemas, Optional<PolicyTrials> trials) {
    this.schemas = schemas;
    this.trials = trials;
  }

  /** Returns the handlers by the ids of operations. */
  public Map<String, OperationHandler> handlers() {
    return Map.of("getPlayground", this::get, "runPlayground", this::run);
  }

  private ApiResponse get(ApiCall call) {
    call.request().requireParameters(Set.of());
    ObjectNode state = JsonMapper.shared().createObjectNode();
    state.put("enabled", trials.isPresent());
    state.put("max_bytes", PolicyTrials.MOST_BYTES);
    return ApiResponse.of(200, state);
  }

  private ApiResponse run(ApiCall call) {
    call.request().requireParameters(Set.of());
    ObjectNode body = call.body().deepCopy();
    schemas.requireValid(SCHEMA, body);
    schemas.addDefaults(SCHEMA, body);
    String text = body.path("text").asString("");
    if (text.getBytes(StandardCharsets.UTF_8).length > PolicyTrials.MOST_BYTES) {
      throw ProblemException.at(
          ProblemType.TOO_LARGE,
          "/text",
          "The text has more than " + PolicyTrials.MOST_BYTES + " bytes of UTF-8.");
    }
    PolicyTrials servers =
        trials.orElseThrow(() ->
            ProblemException.of(
                ProblemType.CONFLICT,
                "The playground is off: set api.playground.servers of the controller."));
    return switch (servers.run(tried(body, text))) {
      case TrialOutcome.Tried(TrialReport report) -> ApiResponse.of(200, json(report));
      case TrialOutcome.Busy _ ->
          throw ProblemException.of(
              ProblemType.RATE_LIMITED,
              "Other trials are running; repeat the request in some seconds.",
              "Retry-After",
              RETRY_SECONDS);
      case TrialOutcome.NotLoaded _ ->
          throw ProblemException.of(
              ProblemType.CONFLICT, "The server has no shadow policy of DLP rules loaded.");
      case TrialOutcome.Away(String reason) ->
          throw ProblemException.of(ProblemType.UNAVAILABLE, reason);
    };
  }

  private static TriedText tried(ObjectNode body, String text) {
    return new TriedText(
        text,
        body.path("form").asString(""),
        body.path("direction").asString(""),
        body.path("policy").asString(""),
        body.path("environment").asString(""),
        body.path("tenant").asString(""),
        body.path("route").asString(""));
  }

  private static ObjectNode json(TrialReport report) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("server", report.server());
    json.put("policy", report.policyId());
    json.put("verdict", report.verdict());
    json.put("rule", report.rule());
    json.put("reason", report.reason());
    ArrayNode findings = json.putArray("findings");
    report.findings().forEach(finding -> findings.add(json(finding)));
    json.put("output", report.output());
    json.put("cuts", report.cuts());
    json.put("cuts_complete", report.complete());
    if (report.differing().isPresent()) {
      json.put("differing_cut", report.differing().getAsInt());
    } else {
      json.putNull("differing_cut");
    }
    return json;
  }

  private static ObjectNode json(PlacedFinding finding) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("rule", finding.rule())
        .put("kind", finding.kind())
        .put("action", finding.action())
        .put("place", finding.place())
        .put("offset", finding.offset())
        .put("length", finding.length());
  }
}
