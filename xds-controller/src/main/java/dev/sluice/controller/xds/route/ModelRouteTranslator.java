package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.llm.ModelBackendIr;
import dev.sluice.controller.ir.llm.RouteModelsIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.SubsetLabels;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher.PathSegment;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A translator of the models of a route. For each of their backends, a route stands before the
 * others that matches the metadata of requests with a chosen model. A request with a model that
 * Envoy has no route for gets 503, so that it never reaches a backend of another model.
 */
final class ModelRouteTranslator {
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final String TARGET = "target";

  private ModelRouteTranslator() {}

  /**
   * Returns the routes for requests with a chosen model; none without models.
   *
   * @param translated the route for all other requests
   */
  static List<Route> translate(RouteIr route, Route translated) {
    Optional<RouteModelsIr> models = route.models().filter(_ -> translated.hasRoute());
    if (models.isEmpty()) {
      return List.of();
    }
    List<Route> all = new ArrayList<>();
    for (ModelBackendIr backend : models.get().backends()) {
      all.add(chosen(route, backend, translated));
    }
    Route.Builder unknown = translated.toBuilder();
    unknown.setMatch(match(translated, ValueMatcher.newBuilder().setPresentMatch(true).build()));
    unknown.setDirectResponse(DirectResponseAction.newBuilder().setStatus(SERVICE_UNAVAILABLE));
    all.add(unknown.build());
    return all;
  }

  /** Returns the request headers with tokens that no upstream may receive. */
  static List<String> tokenHeaders(List<RouteIr> routes) {
    int most =
        routes.stream()
            .flatMap(route -> route.models().stream())
            .mapToInt(models -> models.tokens().size())
            .max()
            .orElse(0);
    return IntStream.rangeClosed(1, most).mapToObj(XdsNames::modelToken).toList();
  }

  private static Route chosen(RouteIr route, ModelBackendIr backend, Route translated) {
    Route.Builder chosen = translated.toBuilder();
    ValueMatcher.Builder target = ValueMatcher.newBuilder();
    target.getStringMatchBuilder().setExact(XdsNames.modelTarget(route, backend.backend()));
    chosen.setMatch(match(translated, target.build()));
    RouteAction.Builder action = chosen.getRouteBuilder();
    // A mirror would receive the credential of this backend.
    action.clearMetadataMatch().clearRequestMirrorPolicies();
    action.setCluster(XdsNames.cluster(backend.backend()));
    if (!backend.subset().isEmpty()) {
      action.setMetadataMatch(SubsetLabels.metadata(backend.subset()));
    }
    switch (backend.credential()) {
      case ROUTE -> {
        // The request has it already.
      }
      case NONE -> chosen.addRequestHeadersToRemove("authorization");
      case TOKEN -> {
        // Envoy removes first, so without the token the request has no credential at all.
        chosen.addRequestHeadersToRemove("authorization");
        chosen.addRequestHeadersToAdd(
            EnvoyMessages.overwriting(
                "authorization", "%REQ(" + XdsNames.modelToken(backend.token()) + ")%"));
      }
    }
    return chosen.build();
  }

  /**
   * Returns the match of a request with a chosen model. The metadata names the route, so other
   * conditions than the path are left out: filters may have changed the headers since.
   */
  private static RouteMatch match(Route translated, ValueMatcher target) {
    MetadataMatcher.Builder metadata =
        MetadataMatcher.newBuilder()
            .setFilter(XdsNames.MODEL_METADATA)
            .addPath(PathSegment.newBuilder().setKey(TARGET))
            .setValue(target);
    RouteMatch.Builder match = translated.getMatch().toBuilder();
    if (target.hasStringMatch()) {
      match.clearHeaders().clearQueryParameters();
    }
    return match.addDynamicMetadata(metadata).build();
  }
}
