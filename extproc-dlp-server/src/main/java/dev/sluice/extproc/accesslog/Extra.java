package dev.sluice.extproc.accesslog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a record says beyond its columns. */
final class Extra {
  private static final int MOST_RULES = 50;

  private Extra() {}

  static Map<String, Object> of(Exchange exchange) {
    Fields decision = exchange.decision();
    Fields inspection = exchange.inspection();
    Map<String, Object> extra = new LinkedHashMap<>();
    text(extra, "dlp_stage", inspection.text("stage"));
    if (exchange.streamed()) {
      extra.put("mode", "sse");
    }
    rules(extra, inspection.list("rules"));
    if (inspection.flag("estimated")) {
      extra.put("tokens_estimated", true);
    }
    number(extra, "cached_tokens", inspection.number("cached_tokens"));
    number(extra, "reasoning_tokens", inspection.number("reasoning_tokens"));
    text(extra, "dlp_policy_version", inspection.text("policy_version"));
    text(extra, "auth_rule", decision.text("rule"));
    text(extra, "role", decision.text("role"));
    text(extra, "credential", decision.text("credential"));
    text(extra, "publish", decision.text("publish"));
    text(extra, "route", decision.text("route"));
    text(extra, "environment", decision.text("environment"));
    text(extra, "host", exchange.request().getAuthority());
    text(extra, "request_id", exchange.request().getRequestId());
    text(extra, "flags", exchange.ending().flagNames());
    text(extra, "details", exchange.ending().details());
    return extra;
  }

  private static void rules(Map<String, Object> extra, List<Fields> rules) {
    if (!rules.isEmpty()) {
      extra.put("dlp_rules", rules.stream().limit(MOST_RULES).map(Extra::rule).toList());
    }
  }

  private static Map<String, Object> rule(Fields rule) {
    Map<String, Object> counted = new LinkedHashMap<>();
    text(counted, "id", rule.text("id"));
    Integer count = rule.number("count");
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
