package dev.sluice.controller.api.fleet;

import dev.sluice.common.explain.ExplainedCheck;
import dev.sluice.common.explain.ExplainedPlace;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.explain.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A request that was sent, with what its audit row and its decision say. */
final class ExplainedRow {
  private static final String DENY = "deny";
  private static final String ALLOW = "allow";

  private final JsonNode row;
  private final JsonNode extra;

  ExplainedRow(JsonNode row) {
    this.row = row;
    this.extra = row.path("extra");
  }

  /**
   * Returns the explanation.
   *
   * @param requests the number of requests with the id, of which this one is the newest
   */
  Explanation explanation(String id, int requests) {
    return new Explanation(
        Explanation.Source.AUDIT,
        id,
        decision(),
        row.path("status_code").asInt(0),
        text("error_code"),
        bodyDenied() ? text("dlp_rule_id") : rule(),
        List.of(
            request(requests), route(), credential(), level(), rules(), limits(), body(), sent()));
  }

  private String text(String column) {
    return row.path(column).asString("");
  }

  /** Returns a column of the decision, or what the audit row has of it. */
  private String text(String column, String ofAudit) {
    String decided = text(column);
    return decided.isEmpty() ? extra.path(ofAudit).asString("") : decided;
  }

  private String decision() {
    if (row.path("decided").asBoolean(false)) {
      return text("decision");
    }
    return rule().isEmpty() ? "" : text("auth_reason").isEmpty() ? ALLOW : DENY;
  }

  private String rule() {
    return text("rule", "auth_rule");
  }

  private boolean bodyDenied() {
    return decision().equals(ALLOW) && text("dlp_action").equals("block");
  }

  private boolean deniedBy(String... kinds) {
    return decision().equals(DENY) && Stream.of(kinds).anyMatch(rule()::startsWith);
  }

  /** Returns the verdict of a step whose rules have some kinds, in the order of the server. */
  private ExplainedVerdict verdict(boolean denied, boolean earlier) {
    if (decision().isEmpty()) {
      return ExplainedVerdict.NOT_KNOWN;
    }
    return denied
        ? ExplainedVerdict.DENIED
        : earlier ? ExplainedVerdict.NOT_REACHED : ExplainedVerdict.PASSED;
  }

  private ExplainedStep request(int requests) {
    return new ExplainedStep.Builder("request")
        .fact("method", text("method"))
        .fact("host", text("host", "host"))
        .fact("path", text("endpoint"))
        .fact("time", Instant.ofEpochMilli(row.path("ts_ms").asLong(0)).toString())
        .fact("correlation id", text("correlation_id"))
        .fact("row", text("id"))
        .fact("requests", requests > 1 ? requests + " with this id; this is the newest" : "")
        .build();
  }

  private boolean withoutRoute() {
    return deniedBy("path:", "route:none", "route:unknown");
  }

  private ExplainedStep route() {
    return new ExplainedStep.Builder("route")
        .verdict(verdict(withoutRoute(), false))
        .fact("id", text("route_id", "route"))
        .fact("publish", text("publish_id", "publish"))
        .fact("environment", text("environment", "environment"))
        .fact("api version", text("api_version"))
        .build();
  }

  private boolean beforeCredential() {
    return withoutRoute() || (rulesDenied() && text("tenant_id").equals("-"));
  }

  private ExplainedStep credential() {
    boolean denied = deniedBy("credential:");
    return new ExplainedStep.Builder("credential")
        .verdict(verdict(denied, beforeCredential()))
        .fact("kind", text("credential", "credential"))
        .fact("fault", denied ? text("reason") : "")
        .fact("credential id", text("credential_id", "credential_id"))
        .fact("subscription", text("subscription_id", "subscription"))
        .fact("tenant", text("tenant_id"))
        .fact("project", text("project_id"))
        .fact("user", text("user_id"))
        .build();
  }

  private boolean levelDenied() {
    return deniedBy("level:", "role:") || (deniedBy("route:") && !withoutRoute());
  }

  private ExplainedStep level() {
    boolean earlier = beforeCredential() || deniedBy("credential:");
    return new ExplainedStep.Builder("level")
        .verdict(verdict(levelDenied(), earlier))
        .fact("caller", text("role"))
        .fact("needed", text("required_role"))
        .build();
  }

  private boolean rulesDenied() {
    return decision().equals(DENY)
        && !rule().isEmpty()
        && !withoutRoute()
        && !deniedBy("credential:")
        && !levelDenied()
        && !deniedBy("limit:", "quota:");
  }

  private ExplainedStep rules() {
    boolean earlier = withoutRoute() || deniedBy("credential:") || levelDenied();
    var step =
        new ExplainedStep.Builder("rules")
            .verdict(verdict(rulesDenied(), earlier))
            .fact("policy", extra.path("policy").asString(text("policy_version")));
    if (!rule().isEmpty()) {
      step.check(
          rule(),
          decision().equals(DENY) ? ExplainedVerdict.DENIED : ExplainedVerdict.PASSED,
          "decided");
    }
    row.path("shadow")
        .valueStream()
        .forEach(rule -> step.check(rule.asString(""), ExplainedVerdict.SHADOW, ""));
    return step.build();
  }

  private ExplainedStep limits() {
    boolean denied = deniedBy("limit:", "quota:");
    return new ExplainedStep.Builder("limits")
        .verdict(verdict(denied, decision().equals(DENY) && !denied))
        .build();
  }

  private ExplainedStep body() {
    JsonNode findings = extra.path("dlp_findings");
    var step =
        new ExplainedStep.Builder("body")
            .verdict(verdict(bodyDenied(), decision().equals(DENY)))
            .fact("action", text("dlp_action"))
            .fact("rule", text("dlp_rule_id"))
            .fact("dlp policy", extra.path("dlp_policy").asString(""));
    extra
        .path("dlp_rules")
        .valueStream()
        .forEach(rule ->
            step.fact("matches of " + rule.path("id").asString(""), rule.path("count").asString()));
    findings.valueStream().map(ExplainedRow::finding).forEach(step::check);
    return step.build();
  }

  private static ExplainedCheck finding(JsonNode finding) {
    return new ExplainedCheck(
        finding.path("rule").asString(""),
        ExplainedVerdict.FOUND,
        String.join(
            ", ",
            finding.path("kind").asString(""),
            finding.path("action").asString(""),
            finding.path("direction").asString("")),
        Optional.of(
            new ExplainedPlace(
                finding.path("channel").asString(""),
                finding.path("offset").asLong(-1),
                finding.path("length").asInt(0))));
  }

  private ExplainedStep sent() {
    String upstream = text("route_target");
    return new ExplainedStep.Builder("what was sent")
        .fact(
            "to the client", (row.path("status_code").asInt(0) + " " + text("error_code")).strip())
        .fact("to the upstream", upstream.equals("-") ? "nothing" : upstream)
        .fact("request bytes", number("request_size_bytes"))
        .fact("response bytes", number("response_size_bytes"))
        .fact("streamed", row.path("streamed").asBoolean(false) ? "yes" : "")
        .fact("input tokens", number("input_tokens"))
        .fact("output tokens", number("output_tokens"))
        .fact("latency", row.path("latency_ms").asLong(0) + " ms")
        .fact("envoy flags", extra.path("flags").asString(""))
        .build();
  }

  private String number(String column) {
    return row.path(column).isNumber() ? String.valueOf(row.path(column).asLong()) : "";
  }
}
