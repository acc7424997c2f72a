package dev.sluice.extproc.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.extproc.model.ServedModel;
import dev.sluice.extproc.wire.MessageConversion;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExchangeMetricsTest {
  private final PrometheusMeterRegistry registry = Telemetry.registry("test");
  private final ExchangeMetrics figures =
      new ExchangeMetrics(
          registry, MetricLabel.capped("project_id", 1), MetricLabel.capped("model", 2), true);

  @Test
  void allowed_exchange_countsAllLabels() {
    end(AccessLogSamples.allowed());
    shows(
        "ai_gateway_requests_total{project_id=\"project-1\",service=\"chat\",status=\"200\"} 1.0");
    shows("ai_gateway_latency_seconds_bucket{service=\"chat\",le=\"1.0\"} 0");
    shows("ai_gateway_latency_seconds_bucket{service=\"chat\",le=\"2.5\"} 1");
    shows("api_requests_total{service=\"chat\",status=\"200\",version=\"v1\"} 1.0");
    shows("api_request_duration_seconds_bucket{service=\"chat\",version=\"v1\",le=\"1.0\"} 0");
    shows("api_request_duration_seconds_bucket{service=\"chat\",version=\"v1\",le=\"2.5\"} 1");
    shows("api_version_deprecated_requests_total{service=\"chat\",version=\"v1\"} 1.0");
    shows("llm_", false);
  }

  @Test
  void denied_exchange_hasNoVersionAndModel() {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.denied(401, "AUTH_INVALID_TOKEN");
    entry.getRequestBuilder().putRequestHeaders("x-model", "fast");
    end(entry);
    shows("ai_gateway_requests_total{project_id=\"-\",service=\"chat\",status=\"401\"} 1.0");
    shows("api_requests_total", false);
    shows("llm_", false);
  }

  @Test
  void projects_beyondCap_countTogether() {
    end(AccessLogSamples.allowed());
    end(AccessLogSamples.denied(403, "AUTH_FORBIDDEN"));
    shows("ai_gateway_requests_total{project_id=\"other\",service=\"chat\",status=\"403\"} 1.0");
  }

  @Test
  void model_inForce_countsTokensAndCost() {
    end(asked("fast", Map.of("action", "allow", "input_tokens", 100, "output_tokens", 50)));
    shows("llm_requests_total{model=\"fast\",provider=\"openai\",status=\"200\"} 1.0");
    shows("llm_request_duration_seconds_count{model=\"fast\",provider=\"openai\"} 1");
    shows("llm_tokens_total{model=\"fast\",provider=\"openai\",type=\"input\"} 100.0");
    shows("llm_tokens_total{model=\"fast\",provider=\"openai\",type=\"output\"} 50.0");
    shows("llm_cost_total_usd{model=\"fast\",provider=\"openai\"} 0.003");
    String labels =
        "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"fast\"";
    shows(
        "gen_ai_client_token_usage_bucket{"
            + labels
            + ",gen_ai_token_type=\"input\",le=\"64.0\"} 0");
    shows(
        "gen_ai_client_token_usage_bucket{"
            + labels
            + ",gen_ai_token_type=\"input\",le=\"256.0\"} 1");
    shows("gen_ai_client_token_usage_sum{" + labels + ",gen_ai_token_type=\"output\"} 50.0");
    shows("gen_ai_server_request_duration_seconds_count{error_type=\"\"," + labels + "} 1");
  }

  @Test
  void model_unknown_countsWithoutCost() {
    end(asked("other-model", Map.of("action", "allow", "output_tokens", 50)));
    shows("llm_requests_total{model=\"other-model\",provider=\"unknown\",status=\"200\"} 1.0");
    shows("llm_tokens_total{model=\"other-model\",provider=\"unknown\",type=\"output\"} 50.0");
    shows("llm_cost_total_usd", false);
  }

  @Test
  void tokens_reported_countForModel() {
    end(asked("", Map.of("action", "allow", "output_tokens", 50, "estimated", false)));
    shows("llm_requests_total{model=\"unknown\",provider=\"unknown\",status=\"200\"} 1.0");
  }

  @Test
  void tokens_ofInputAlone_countForModel() {
    end(asked("", Map.of("action", "allow", "input_tokens", 12, "estimated", false)));
    shows("llm_tokens_total{model=\"unknown\",provider=\"unknown\",type=\"input\"} 12.0");
  }

  @Test
  void tokens_estimated_haveNoModel() {
    end(asked("", Map.of("action", "allow", "output_tokens", 50, "estimated", true)));
    shows("llm_", false);
  }

  @Test
  void model_invalidName_isNotShown() {
    end(asked("a\u00e9", Map.of("action", "allow")));
    end(asked("m".repeat(129), Map.of("action", "allow")));
    shows("llm_", false);
  }

  @Test
  void cost_tokensOfBothDirections_isSum() {
    BigDecimal cost = new ServedModel("openai", 1_000, 4_001).cost(1_000_000, 3);
    assertEquals(new BigDecimal("10.00012003"), cost);
  }

  private static HTTPAccessLogEntry.Builder asked(String model, Map<String, Object> inspection) {
    HTTPAccessLogEntry.Builder entry = AccessLogSamples.allowed();
    AccessLogSamples.inspection(entry, AccessLogSamples.struct(inspection));
    entry.getRequestBuilder().putRequestHeaders("x-model", model);
    return entry;
  }

  private void end(HTTPAccessLogEntry.Builder entry) {
    LoggedExchange ended =
        LoggedExchange.ended(MessageConversion.entry(entry.build())).orElseThrow();
    figures.record(ended, ExchangeEnrichment.of(ended, new FakeRouteMetadata()));
  }

  private void shows(String line) {
    shows(line, true);
  }

  private void shows(String start, boolean expected) {
    String scrape = registry.scrape();
    boolean shown = scrape.lines().anyMatch(line -> line.startsWith(start));
    if (expected) {
      assertTrue(shown, scrape);
    } else {
      assertFalse(shown, scrape);
    }
  }
}
