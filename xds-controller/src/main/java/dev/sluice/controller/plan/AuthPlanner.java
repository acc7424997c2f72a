package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A planner of the authentication of a publish. */
final class AuthPlanner {
  private AuthPlanner() {}

  static Optional<AuthIr> plan(Publish publish, FindingCollector findings) {
    return switch (publish.authMode()) {
      case NONE -> Optional.of(new AuthIr.None());
      case APIKEY -> scopes(publish, findings).map(AuthIr.ApiKey::new);
      case OAUTH2 -> oauth2(publish, findings);
    };
  }

  private static Optional<AuthIr> oauth2(Publish publish, FindingCollector findings) {
    Map<String, Object> config = publish.authConfig();
    Object issuer = config.get("issuer");
    Object audience = config.getOrDefault("audience", "");
    Object subscription = config.getOrDefault("subscription", "none");
    if (!(issuer instanceof String name) || name.isBlank()) {
      return refused(publish, "issuer", "must name an issuer", findings);
    }
    if (!(audience instanceof String text)) {
      return refused(publish, "audience", "must be a text", findings);
    }
    if (!subscription.equals("none") && !subscription.equals("required")) {
      return refused(publish, "subscription", "must be required or none", findings);
    }
    return scopes(publish, findings)
        .flatMap(names ->
            ProtectedResourcePlanner.plan(publish, findings)
                .map(resource ->
                    new AuthIr.OAuth2(
                        name, text, names, subscription.equals("required"), resource)));
  }

  private static Optional<List<String>> scopes(Publish publish, FindingCollector findings) {
    Object scopes = publish.authConfig().getOrDefault("scopes", List.of());
    if (!(scopes instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      return refused(publish, "scopes", "must be a list of texts", findings);
    }
    return Optional.of(list.stream().map(String.class::cast).toList());
  }

  private static <T> Optional<T> refused(
      Publish publish, String key, String reason, FindingCollector findings) {
    findings.add("product_publishes", publish.id(), "auth_config/" + key, reason);
    return Optional.empty();
  }
}
