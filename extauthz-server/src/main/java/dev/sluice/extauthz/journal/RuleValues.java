package dev.sluice.extauthz.journal;

import dev.sluice.common.audit.record.UrlMask;
import dev.sluice.common.token.jws.Claims;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision.Facts;
import dev.sluice.extauthz.decision.guard.QueryParameters;
import dev.sluice.extauthz.decision.outcome.DecisionBasis;
import dev.sluice.extauthz.decision.outcome.ShadowOutcome;
import dev.sluice.extauthz.decision.outcome.Verdict;
import dev.sluice.extauthz.policy.RouteRule;
import dev.sluice.extauthz.policy.block.NetworkRule;
import dev.sluice.extauthz.policy.condition.ExpressionReads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of a request that rules read, for its record. Values with the name or the form of a
 * secret, long ones and nested ones are not kept.
 */
final class RuleValues {
  private static final int LONGEST = 256;
  private static final int LONGEST_PRINCIPAL = 2_048;
  private static final int MOST = 32;

  private RuleValues() {}

  /** Returns the values by the part of the request. */
  static Map<String, Object> of(CheckInput input, Facts facts) {
    DecisionBasis basis = facts.basis();
    ExpressionReads reads = basis.journal().reads();
    RouteRule route = facts.route();
    boolean named = input.routeId().isPresent() && route != null && route.publish().isEmpty();
    ShadowOutcome shadow = basis.shadow();
    if (reads.isEmpty() && basis.addressRows().isEmpty() && !named && shadow == null) {
      return Map.of();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    if (shadow != null) {
      values.put("shadow_policy", shadow(shadow));
    }
    if (named) {
      values.put("route_named", true);
    }
    if (!basis.addressRows().isEmpty()) {
      values.put("address_rows", basis.addressRows().stream().map(RuleValues::row).toList());
    }
    String principal = input.peer().principal();
    if (!principal.isEmpty() && principal.length() <= LONGEST_PRINCIPAL) {
      values.put("principal", principal);
    }
    putKept(values, "headers", reads.headers(), input::header);
    Claims claims = basis.claims();
    if (claims != null) {
      putKept(values, "claims", reads.claims(), claims.members()::get);
      putAbsent(values, "no_claims", reads.claims(), claims.members());
    }
    Map<String, List<String>> query =
        reads.query().isEmpty() ? Map.of() : QueryParameters.parse(input.path());
    putKept(values, "query", reads.query(), query::get);
    putAbsent(values, "no_query", reads.query(), query);
    return values;
  }

  private static void putKept(
      Map<String, Object> values,
      String part,
      Collection<String> names,
      Function<String, @Nullable Object> value) {
    Map<String, Object> kept = new LinkedHashMap<>();
    for (String name : names) {
      Object found = value.apply(name);
      if (found != null && kept.size() < MOST && keeps(found)) {
        kept.put(name, found);
      }
    }
    if (!kept.isEmpty()) {
      values.put(part, kept);
    }
  }

  private static void putAbsent(
      Map<String, Object> values, String part, Collection<String> names, Map<String, ?> present) {
    List<String> absent = new ArrayList<>();
    for (String name : names) {
      if (present.get(name) == null) {
        absent.add(name);
      }
    }
    if (!absent.isEmpty()) {
      values.put(part, absent);
    }
  }

  private static boolean keeps(Object value) {
    return switch (value) {
      case String text ->
          text.length() <= LONGEST
              && text.chars().noneMatch(Character::isISOControl)
              && !UrlMask.isSecretValue(text);
      case List<?> list -> list.size() <= MOST && list.stream().allMatch(RuleValues::keeps);
      case Integer _, Long _, Boolean _ -> true;
      default -> false;
    };
  }

  private static Map<String, Object> shadow(ShadowOutcome shadow) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("policy", shadow.policyId());
    Verdict verdict = shadow.verdict();
    if (verdict == null) {
      outcome.put("undecided", shadow.undecided());
    } else {
      outcome.put("decision", verdict.allowed() ? "allow" : "deny");
      outcome.put("error_code", verdict.code());
      outcome.put("rule", verdict.rule());
    }
    return outcome;
  }

  private static Map<String, Object> row(NetworkRule row) {
    return Map.of("rule", row.name(), "allows", row.allows(), "tenant", !row.tenants().isEmpty());
  }
}
