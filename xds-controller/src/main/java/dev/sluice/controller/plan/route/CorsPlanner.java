package dev.sluice.controller.plan.route;

import dev.sluice.controller.domain.Policy;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.ir.route.CorsIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A planner of the CORS policy of a route. Without a valid policy no other origin may call the
 * route.
 */
final class CorsPlanner {
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");
  private static final List<String> HEADERS =
      List.of(
          "authorization",
          "x-tenant-id",
          "x-user-id",
          "x-agent-id",
          "x-dwp-source",
          "x-dwp-caller-type",
          "last-event-id",
          "content-type",
          "accept",
          "accept-language");
  private static final int MAX_AGE = 3600;
  private static final int DAY = 86_400;
  private static final Set<String> KEYS =
      Set.of("origins", "methods", "headers", "credentials", "max_age");
  private static final String ANY = "*";
  private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:[0-9]{1,5})?|[*]");
  private static final Pattern METHOD = Pattern.compile("[A-Z]{1,20}");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");

  private final PolicyResolver policies;
  private final FindingCollector findings;

  CorsPlanner(PolicyResolver policies, FindingCollector findings) {
    this.policies = policies;
    this.findings = findings;
  }

  Optional<CorsIr> of(Publish publish, Route route) {
    return policies.mostSpecific(publish, route, PolicyResolver.CORS).flatMap(this::read);
  }

  private Optional<CorsIr> read(Policy policy) {
    Map<String, Object> spec = policy.spec();
    Optional<List<String>> origins = texts(spec.getOrDefault("origins", ""), ORIGIN);
    Optional<List<String>> methods = texts(spec.getOrDefault("methods", METHODS), METHOD);
    Optional<List<String>> headers = texts(spec.getOrDefault("headers", HEADERS), HEADER);
    if (!KEYS.containsAll(spec.keySet())
        || origins.isEmpty()
        || methods.isEmpty()
        || headers.isEmpty()
        || !(spec.getOrDefault("credentials", true) instanceof Boolean credentials)
        || !(spec.getOrDefault("max_age", MAX_AGE) instanceof Number age)
        || age.longValue() < 0
        || age.longValue() > DAY) {
      return refused(
          policy,
          "must be {\"origins\": [...]}, and may have methods, headers, credentials and max_age;"
              + " no other origin may call");
    }
    if (credentials && origins.get().contains(ANY)) {
      return refused(policy, "may not let every origin send credentials; no other origin may call");
    }
    return Optional.of(
        new CorsIr(origins.get(), methods.get(), headers.get(), credentials, age.intValue()));
  }

  private Optional<CorsIr> refused(Policy policy, String reason) {
    findings.add("policies", policy.id(), "spec", reason);
    return Optional.empty();
  }

  private static Optional<List<String>> texts(Object value, Pattern form) {
    if (!(value instanceof List<?> list)
        || !list.stream().allMatch(o -> o instanceof String text && form.matcher(text).matches())) {
      return Optional.empty();
    }
    return Optional.of(list.stream().map(String.class::cast).toList());
  }
}
