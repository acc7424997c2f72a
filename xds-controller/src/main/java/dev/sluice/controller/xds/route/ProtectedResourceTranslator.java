package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.access.AuthIr;
import dev.sluice.controller.ir.access.ProtectedResourceIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A translator of the protected resource metadata (RFC 9728), which tells clients where to get a
 * token. Envoy itself answers these requests.
 */
final class ProtectedResourceTranslator {
  private static final int OK = 200;

  private ProtectedResourceTranslator() {}

  /** Returns the route of the metadata, if the publish has any. */
  static Optional<Route> translate(PublishIr publish) {
    return publish.auth() instanceof AuthIr.OAuth2 oauth2
        ? oauth2.resource().map(resource -> route(publish, resource, oauth2.scopes()))
        : Optional.empty();
  }

  private static Route route(PublishIr publish, ProtectedResourceIr resource, List<String> scopes) {
    return Route.newBuilder()
        .setName(publish.id() + "/oauth-protected-resource")
        .setMatch(
            RouteMatch.newBuilder()
                .setPath(resource.metadataPath())
                .addHeaders(
                    HeaderMatcher.newBuilder()
                        .setName(":method")
                        .setStringMatch(StringMatcher.newBuilder().setExact("GET"))))
        .putTypedPerFilterConfig(
            XdsNames.EXT_AUTHZ,
            DeterministicEncoding.any(ExtAuthzPerRoute.newBuilder().setDisabled(true).build()))
        .addResponseHeadersToAdd(EnvoyMessages.overwriting("content-type", "application/json"))
        .setDirectResponse(
            DirectResponseAction.newBuilder()
                .setStatus(OK)
                .setBody(DataSource.newBuilder().setInlineString(document(resource, scopes))))
        .build();
  }

  private static String document(ProtectedResourceIr resource, List<String> scopes) {
    String supported = scopes.isEmpty() ? "" : ",\"scopes_supported\":" + texts(scopes);
    return "{\"resource\":"
        + text(resource.identifier())
        + ",\"authorization_servers\":"
        + texts(resource.authorizationServers())
        + supported
        + ",\"bearer_methods_supported\":[\"header\"]}";
  }

  /** Returns a JSON text without control characters, which no valid scope has. */
  private static String text(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "");
    return '"' + clean.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String texts(List<String> texts) {
    return texts.stream()
        .map(ProtectedResourceTranslator::text)
        .collect(Collectors.joining(",", "[", "]"));
  }
}
