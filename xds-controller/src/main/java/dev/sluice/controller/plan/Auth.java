package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.AuthIr;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may call a publish, from its mode and the JSON beside it. */
final class Auth {
  private Auth() {}

  static Optional<AuthIr> plan(Publish publish, Findings findings) {
    return switch (publish.authMode()) {
      case NONE -> Optional.of(new AuthIr.None());
      case APIKEY -> Optional.of(new AuthIr.ApiKey());
      case OAUTH2 -> oauth2(publish, findings);
    };
  }

  private static Optional<AuthIr> oauth2(Publish publish, Findings findings) {
    Map<String, Object> config = publish.authConfig();
    Object issuer = config.get("issuer");
    Object audience = config.getOrDefault("audience", "");
    Object scopes = config.getOrDefault("scopes", List.of());
    if (!(issuer instanceof String name) || name.isBlank()) {
      return refused(publish, "issuer", "must name an issuer", findings);
    }
    if (!(audience instanceof String text)) {
      return refused(publish, "audience", "must be a text", findings);
    }
    if (!(scopes instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      return refused(publish, "scopes", "must be a list of texts", findings);
    }
    List<String> names = list.stream().map(String.class::cast).toList();
    return Optional.of(new AuthIr.OAuth2(name, text, names));
  }

  private static Optional<AuthIr> refused(
      Publish publish, String key, String reason, Findings findings) {
    findings.add("product_publishes", publish.id(), "auth_config/" + key, reason);
    return Optional.empty();
  }
}
