package dev.sluice.e2e.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.telemetry.ShippedTelemetryFiles.Alert;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of the servers' metrics, which must include every metric of the alerts and the
 * dashboard.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class MetricsIT {
  private static final String MODEL = "telemetry-model";
  private static final String LABELS = "{model=\"" + MODEL + "\",provider=\"openai\"";
  private static final List<String> EXTAUTHZ =
      List.of(
          "extauthz_decisions_total{decision=\"deny\",reason=\"AUTH_INVALID_TOKEN\"}",
          "extauthz_check_seconds_bucket{le=",
          "jwks_refresh_total{result=\"ok\"}",
          "jwks_age_seconds{issuer=",
          "audit_queue_depth ",
          "audit_lost_total{reason=\"full\"}");
  private static final List<String> EXTPROC =
      List.of(
          "ai_gateway_requests_total{project_id=\"project-1\",service=\"chat\",status=\"200\"}",
          "ai_gateway_latency_seconds_bucket{service=\"chat\",le=",
          "ai_gateway_dlp_actions_total{action=\"block\",project_id=\"project-1\",rule_id=",
          "ai_gateway_tokens_total{model=\"" + MODEL + "\",project_id=\"project-1\",service=",
          "llm_requests_total" + LABELS + ",status=\"200\"}",
          "llm_request_duration_seconds_bucket" + LABELS + ",le=",
          "llm_tokens_total" + LABELS + ",type=\"input\"}",
          "llm_tokens_total" + LABELS + ",type=\"output\"}",
          "llm_cost_total_usd" + LABELS + "}",
          "api_requests_total{service=",
          "extproc_streams_active ",
          "sse_streams_total{end=\"done\"}",
          "sse_event_gap_seconds_bucket{le=",
          "dlp_rules_version_info{version=",
          "audit_queue_depth ",
          "audit_lost_total{reason=\"full\"}");
  private static final List<String> CONTROLLER =
      List.of(
          "xds_pushes_total{result=\"accepted\",type=\"Cluster\"}",
          "xds_nacks_total{type=\"Cluster\"}");

  private final TestEnvironment sluice;

  MetricsIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @BeforeEach
  void deliverModel() {
    sluice
        .sql()
        .execute(
            """
            insert into llm_models
              (alias, backend_id, upstream_model, provider, input_price, output_price)
            select ?, id, 'm', 'openai', 0.00001, 0.00004 from backends where name = 'chat'
            """,
            MODEL);
    awaitModels("LlmModel: 1,");
  }

  @AfterEach
  void removeModel() {
    sluice.sql().execute("delete from llm_models where alias = ?", MODEL);
    awaitModels("LlmModel: 0,");
  }

  @Test
  @Tag("C-83")
  @Tag("C-85")
  @DisplayName(
      "C-83 tokens of a model are those that it told, its cost is tokens by price; C-85 metrics,"
          + " alerts and dashboard")
  void c83_c85_scrape() {
    exchanges();
    MetricsScrape authz = scrape(StackPort.EXTAUTHZ_OPS);
    MetricsScrape controller = scrape(StackPort.XDS_OPS);
    ConditionWait.awaitTrue(
        "the exchanges are counted",
        ControlPlaneState.LIMIT,
        () -> missing(scrape(StackPort.EXTPROC_OPS), EXTPROC).isEmpty());
    MetricsScrape extproc = scrape(StackPort.EXTPROC_OPS);
    assertEquals(List.of(), missing(authz, EXTAUTHZ));
    assertEquals(List.of(), missing(controller, CONTROLLER));
    URI admin = sluice.stack().ports().http(StackPort.ENVOY_ADMIN);
    Set<String> shown = new TreeSet<>();
    Stream.of(authz, extproc, controller, MetricsScrape.ofEnvoy(admin))
        .forEach(scrape -> shown.addAll(scrape.names()));
    assertFilesKnowOnly(shown);
    assertRunbookKnowsOnly(shown);
    assertEquals(1, controller.value("controller_leads"));
    assertTrue(extproc.value("audit_spool_limit_bytes") > extproc.value("audit_spool_bytes"));
    assertTrue(extproc.value("disk_total_bytes") > extproc.value("disk_free_bytes"));
  }

  @Test
  void sqlOfTheRunbook_isValid() {
    List<String> statements = RunbookPage.shipped().blocks("sql");
    assertFalse(statements.isEmpty());
    statements.forEach(
        statement -> assertFalse(sluice.sql().query("explain " + statement).isEmpty()));
  }

  private void exchanges() {
    GatewayClient caller = sluice.withRole("viewer");
    GatewayResponse told = caller.post(TestEnvironment.CHAT, named(TestEnvironment.prompt("ping")));
    double input = told.json().path("usage").path("prompt_tokens").asDouble();
    double output = told.json().path("usage").path("completion_tokens").asDouble();
    assertTrue(input > 0 && output > 0, told.body());
    ConditionWait.awaitTrue(
        "the model's tokens are counted",
        ControlPlaneState.LIMIT,
        () -> model("llm_cost_total_usd") > 0);
    assertEquals(input, model("llm_tokens_total", "type=\"input\""));
    assertEquals(output, model("llm_tokens_total", "type=\"output\""));
    assertEquals(input * 0.00001 + output * 0.00004, model("llm_cost_total_usd"), 1e-12);

    caller.post(TestEnvironment.CHAT, named(TestEnvironment.blockedPrompt()));
    sluice.anonymous().post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
    String streamed =
        named(TestEnvironment.streamedPrompt("Read me the " + StubCompletions.RECORD_PROMPT + "."));
    try (StreamedResponse answer = caller.stream(TestEnvironment.CHAT, streamed)) {
      answer.readRemaining();
    }
    String token = sluice.stack().issuer().token("viewer", Map.of("tid", "1"));
    new GatewayClient(sluice.stack().ports().http(StackPort.API_GATEWAY))
        .withBearer(token)
        .withHeader("X-Tenant-ID", "1")
        .get("/api/v1/users/7");
  }

  private static String named(String prompt) {
    return TestEnvironment.withModel(prompt, MODEL);
  }

  private void assertRunbookKnowsOnly(Set<String> shown) {
    RunbookPage page = RunbookPage.shipped();
    assertEquals(List.of(), page.promQlMetrics().stream().filter(m -> !shown.contains(m)).toList());
    for (String word : page.searchedMetrics()) {
      assertTrue(shown.stream().anyMatch(metric -> metric.startsWith(word)), word);
    }
    Set<String> unknown = page.namesInSentences();
    unknown.removeAll(shown);
    unknown.removeAll(
        sluice
            .sql()
            .query(
                """
                select relname from pg_class union select attname from pg_attribute
                union select proname from pg_proc union select rolname from pg_roles
                """));
    assertEquals(Set.of("runbook_url"), unknown);
  }

  private static void assertFilesKnowOnly(Set<String> shown) {
    ShippedTelemetryFiles files = ShippedTelemetryFiles.shipped();
    List<Alert> alerts = files.alerts();
    assertFalse(alerts.isEmpty());
    for (Alert alert : alerts) {
      assertFalse(alert.name().isEmpty() || alert.summary().isEmpty(), alert::toString);
      assertTrue(Set.of("warning", "critical").contains(alert.severity()), alert::toString);
      assertKnown(alert.expression(), shown);
    }
    assertEquals(alerts.size(), alerts.stream().map(Alert::name).distinct().count());
    List<String> dashboard = files.dashboard();
    assertFalse(dashboard.isEmpty());
    dashboard.forEach(expression -> assertKnown(expression, shown));
  }

  private static void assertKnown(String expression, Set<String> shown) {
    Set<String> unknown = new TreeSet<>(PromQlMetricNames.metrics(expression));
    assertFalse(unknown.isEmpty(), expression);
    unknown.removeAll(shown);
    assertEquals(Set.of(), unknown, expression);
  }

  private static List<String> missing(MetricsScrape scrape, List<String> wanted) {
    return wanted.stream()
        .filter(start -> scrape.text().lines().noneMatch(line -> line.startsWith(start)))
        .toList();
  }

  private double model(String name, String... labels) {
    Set<String> all = new TreeSet<>(Set.of(labels));
    all.add("model=\"" + MODEL + "\"");
    return scrape(StackPort.EXTPROC_OPS).value(name, all.toArray(String[]::new));
  }

  private MetricsScrape scrape(StackPort port) {
    return MetricsScrape.of(sluice.stack().ports().http(port));
  }

  private void awaitModels(String held) {
    GatewayClient ops = new GatewayClient(sluice.stack().ports().http(StackPort.EXTPROC_OPS));
    ConditionWait.awaitTrue(
        "extproc-dlp-server holds " + held,
        ControlPlaneState.LIMIT,
        () -> ops.get("/readyz").body().contains(held));
  }
}
