package dev.sluice.extauthz.response;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a decision tells the filters and records after it, under the one key {@code sluice}. */
final class DecisionMetadata {
  private static final String UNKNOWN = "-";

  private DecisionMetadata() {}

  static Struct of(Decision decision) {
    Struct.Builder fields = Struct.newBuilder();
    put(fields, "v", "1");
    switch (decision) {
      case Decision.Allow(var facts, var identity, _) -> {
        put(fields, "decision", "allow");
        put(fields, "reason", "");
        common(fields, facts, identity);
      }
      case Decision.Deny(var facts, var identity, var code) -> {
        put(fields, "decision", "deny");
        put(fields, "reason", code.name());
        common(fields, facts, identity);
      }
    }
    return Struct.newBuilder()
        .putFields("sluice", Value.newBuilder().setStructValue(fields).build())
        .build();
  }

  private static void common(Struct.Builder fields, Facts facts, Identity identity) {
    put(fields, "request_id", facts.requestId());
    put(fields, "correlation_id", facts.correlationId());
    put(fields, "rule", facts.rule());
    put(fields, "credential", facts.trace().credential().label());
    put(fields, "environment", facts.environment());
    put(fields, "policy_version", facts.policyVersion());
    if (!facts.trace().shadows().isEmpty()) {
      put(fields, "shadow", String.join(",", facts.trace().shadows()));
    }
    identity(fields, identity);
    route(fields, facts.route());
  }

  private static void identity(Struct.Builder fields, Identity identity) {
    switch (identity) {
      case Identity.Caller caller -> {
        put(fields, "subject", caller.subject());
        put(fields, "tenant", caller.tenant());
        put(fields, "project", caller.project());
        put(fields, "workspace", caller.workspace());
        put(fields, "role", caller.level().label());
        if (caller.issued() != null) {
          issued(fields, caller.issued());
        }
      }
      case Identity.Anonymous() -> {
        put(fields, "subject", UNKNOWN);
        put(fields, "tenant", UNKNOWN);
        put(fields, "project", UNKNOWN);
        put(fields, "workspace", UNKNOWN);
        put(fields, "role", "");
      }
    }
  }

  private static void issued(Struct.Builder fields, IssuedCredential credential) {
    put(fields, "credential_id", credential.id());
    put(fields, "subscription", credential.subscription().id());
    put(fields, "plan", credential.subscription().plan());
  }

  private static void route(Struct.Builder fields, @Nullable RouteRule route) {
    put(fields, "publish", route == null ? "" : route.publish());
    put(fields, "route", route == null ? "" : route.id());
    put(fields, "api_version", route == null ? "" : route.apiVersion());
    put(fields, "target", route == null ? UNKNOWN : route.target());
    put(fields, "dialect", route == null ? "sluice" : dialect(route));
    put(fields, "inspection", route == null ? "" : route.inspection());
    put(fields, "sse_ids", route == null ? "none" : route.sseIds());
  }

  private static String dialect(RouteRule route) {
    return switch (route.dialect()) {
      case DIALECT_UNSPECIFIED, UNRECOGNIZED -> "sluice";
      case DIALECT_SLUICE, DIALECT_OPENAI, DIALECT_ANTHROPIC, DIALECT_PROBLEM ->
          route.dialect().name().substring("DIALECT_".length()).toLowerCase(Locale.ROOT);
    };
  }

  private static void put(Struct.Builder fields, String name, String text) {
    fields.putFields(name, Value.newBuilder().setStringValue(text).build());
  }
}
