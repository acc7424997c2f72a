package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.access.ProtectedResourceIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A planner of the protected resource metadata (RFC 9728) of a publish. */
final class ProtectedResourcePlanner {
  private ProtectedResourcePlanner() {}

  /**
   * Plans the metadata; the outer value is empty if the configuration is invalid, the inner one if
   * there is no metadata.
   */
  static Optional<Optional<ProtectedResourceIr>> plan(Publish publish, FindingCollector findings) {
    Object resource = publish.authConfig().get("resource");
    if (resource == null) {
      return Optional.of(Optional.empty());
    }
    Object servers = publish.authConfig().getOrDefault("authorization_servers", List.of());
    if (!(resource instanceof String text) || !isUrl(text)) {
      return refused(publish, "resource", "must be a URL without query and fragment", findings);
    }
    if (!(servers instanceof List<?> list)
        || list.isEmpty()
        || !list.stream().allMatch(server -> server instanceof String url && isUrl(url))) {
      return refused(publish, "authorization_servers", "must name issuers as URLs", findings);
    }
    List<String> urls = list.stream().map(String.class::cast).toList();
    return Optional.of(Optional.of(new ProtectedResourceIr(text, urls)));
  }

  private static boolean isUrl(String text) {
    URI uri = parse(text);
    return uri != null
        && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && text.length() <= 1000;
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static Optional<Optional<ProtectedResourceIr>> refused(
      Publish publish, String key, String reason, FindingCollector findings) {
    findings.add("product_publishes", publish.id(), "auth_config/" + key, reason);
    return Optional.empty();
  }
}
