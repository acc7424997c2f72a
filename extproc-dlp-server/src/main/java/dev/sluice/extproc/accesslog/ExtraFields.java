package dev.sluice.extproc.accesslog;

import dev.sluice.extproc.wire.StructView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a record beyond its columns. */
final class ExtraFields {
  private static final int MOST_ENTRIES = 50;

  private ExtraFields() {}

  static Map<String, Object> of(LoggedExchange exchange, ExchangeEnrichment enrichment) {
    StructView decision = exchange.decision();
    StructView inspection = exchange.inspection();
    Map<String, Object> extra = new LinkedHashMap<>();
    text(extra, "dlp_stage", inspection.text("stage"));
    if (exchange.streamed()) {
      extra.put("mode", "sse");
    }
    list(extra, "dlp_rules", inspection.list("rules"), ExtraFields::rule);
    list(extra, "dlp_findings", inspection.list("findings"), ExtraFields::finding);
    if (inspection.flag("estimated")) {
      extra.put("tokens_estimated", true);
    }
    number(extra, "cached_tokens", StructColumns.number(inspection, "cached_tokens"));
    number(extra, "reasoning_tokens", StructColumns.number(inspection, "reasoning_tokens"));
    text(extra, "policy", decision.text("policy"));
    text(extra, "dlp_policy", inspection.text("policy"));
    text(extra, "dlp_policy_version", inspection.text("policy_version"));
    StructView model = exchange.common().metadata().model();
    text(extra, "model_policy", model.text("policy"));
    text(extra, "model_rule", model.text("rule"));
    text(extra, "model_shadow", model.text("shadow"));
    Map<String, Object> shadow = new LinkedHashMap<>();
    text(shadow, "policy", inspection.text("shadow_policy"));
    text(shadow, "request", inspection.text("shadow_request"));
    text(shadow, "response", inspection.text("shadow_response"));
    if (!shadow.isEmpty()) {
      extra.put("shadow_dlp", shadow);
    }
    text(extra, "auth_rule", decision.text("rule"));
    text(extra, "shadow", decision.text("shadow"));
    text(extra, "role", decision.text("role"));
    text(extra, "credential", decision.text("credential"));
    text(extra, "credential_id", decision.text("credential_id"));
    text(extra, "subscription", decision.text("subscription"));
    text(extra, "api_version_id", enrichment.apiVersion());
    enrichment.model().flatMap(ModelUsage::cost).ifPresent(cost -> extra.put("cost", cost));
    text(extra, "publish", decision.text("publish"));
    text(extra, "route", decision.text("route"));
    text(extra, "environment", decision.text("environment"));
    text(extra, "principal", exchange.common().principal());
    text(extra, "host", exchange.request().authority());
    text(extra, "request_id", exchange.request().requestId());
    text(extra, "flags", exchange.ending().flagNames());
    text(extra, "details", exchange.ending().details());
    return extra;
  }

  private static void list(
      Map<String, Object> extra,
      String name,
      List<StructView> entries,
      Function<StructView, Map<String, Object>> entry) {
    if (!entries.isEmpty()) {
      extra.put(name, entries.stream().limit(MOST_ENTRIES).map(entry).toList());
    }
  }

  private static Map<String, Object> finding(StructView finding) {
    Map<String, Object> enrichment = new LinkedHashMap<>();
    for (String name : List.of("direction", "rule", "kind", "channel")) {
      text(enrichment, name, finding.text(name));
    }
    number(enrichment, "offset", StructColumns.number(finding, "offset"));
    number(enrichment, "length", StructColumns.number(finding, "length"));
    text(enrichment, "action", finding.text("action"));
    text(enrichment, "hash", finding.text("hash"));
    return enrichment;
  }

  private static Map<String, Object> rule(StructView rule) {
    Map<String, Object> counted = new LinkedHashMap<>();
    text(counted, "id", rule.text("id"));
    Integer count = StructColumns.number(rule, "count");
    counted.put("count", count == null ? 1 : count);
    return counted;
  }

  private static void number(Map<String, Object> extra, String name, @Nullable Integer number) {
    if (number != null) {
      extra.put(name, number);
    }
  }

  private static void text(Map<String, Object> extra, String name, String text) {
    if (!text.isEmpty()) {
      extra.put(name, text);
    }
  }
}
