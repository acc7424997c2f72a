package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.llm.ModelBackendIr;
import dev.sluice.controller.ir.llm.ModelChainIr;
import dev.sluice.controller.ir.llm.RouteModelsIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
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
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A translator of the models of a route. For each of their backends and chains, a route stands
 * before the others that matches the metadata of requests with a chosen model. A request with a
 * model that Envoy has no route for gets 503, so that it never reaches a backend of another model.
 */
final class ModelRouteTranslator {
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final String TARGET = "target";

  /** The longest request body that Envoy keeps for another attempt. */
  static final long REPEATED_BODY_BYTES = 4 << 20;

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
    models.get().chains().forEach(chain -> all.add(chain(route, models.get(), chain, translated)));
    Route.Builder unknown = translated.toBuilder();
    unknown.setMatch(match(translated, ValueMatcher.newBuilder().setPresentMatch(true).build()));
    unknown.setDirectResponse(DirectResponseAction.newBuilder().setStatus(SERVICE_UNAVAILABLE));
    all.add(unknown.build());
    return all;
  }

  /** Returns the request headers with tokens that no upstream may receive. */
  static List<String> tokenHeaders(List<RouteIr> routes) {
    return IntStream.rangeClosed(1, mostTokens(routes)).mapToObj(XdsNames::modelToken).toList();
  }

  /** Returns the largest number of tokens for backends of models that a route has. */
  static int mostTokens(List<RouteIr> routes) {
    return routes.stream()
        .flatMap(route -> route.models().stream())
        .mapToInt(models -> models.tokens().size())
        .max()
        .orElse(0);
  }

  /** Returns the route of requests that try the models of a chain in order. */
  private static Route chain(
      RouteIr route, RouteModelsIr models, ModelChainIr chain, Route translated) {
    Route.Builder chosen = translated.toBuilder();
    chosen.setMatch(match(translated, exact(XdsNames.modelChain(route, chain))));
    RouteAction.Builder action = chosen.getRouteBuilder();
    // Hosts are rewritten for each attempt; a mirror would receive the credentials.
    action
        .clearMetadataMatch()
        .clearRequestMirrorPolicies()
        .clearHostRewriteSpecifier()
        .clearHashPolicy()
        .clearHedgePolicy()
        .setCluster(XdsNames.chainCluster(route, chain))
        .setRetryPolicy(
            ResilienceTranslator.attempts(chain.targets().size(), models.attemptTimeout()));
    for (int number = 1; number <= models.tokens().size(); number++) {
      // Envoy removes first: a client cannot send a token in place of a missing one.
      chosen.addRequestHeadersToRemove(XdsNames.attemptToken(number));
      chosen.addRequestHeadersToAdd(
          EnvoyMessages.overwriting(
              XdsNames.attemptToken(number), "%REQ(" + XdsNames.modelToken(number) + ")%"));
    }
    return chosen
        .setUnknownFields(NewerEnvoyFields.requestBodyBufferLimit(REPEATED_BODY_BYTES))
        .build();
  }

  private static Route chosen(RouteIr route, ModelBackendIr backend, Route translated) {
    Route.Builder chosen = translated.toBuilder();
    chosen.setMatch(match(translated, exact(XdsNames.modelTarget(route, backend.backend()))));
    RouteAction.Builder action = chosen.getRouteBuilder();
    // A mirror would receive the credential of this backend.
    action.clearMetadataMatch().clearRequestMirrorPolicies();
    action.setCluster(XdsNames.cluster(backend.backend()));
    if (!backend.subset().isEmpty()) {
      action.setMetadataMatch(SubsetLabels.metadata(backend.subset()));
    }
    credential(backend, XdsNames::modelToken, chosen);
    return chosen.build();
  }

  /**
   * Adds the credential of a backend to a route.
   *
   * @param header returns the request header with a token, by its number
   */
  static void credential(ModelBackendIr backend, IntFunction<String> header, Route.Builder route) {
    switch (backend.credential()) {
      case ROUTE -> {
        // The request has it already.
      }
      case NONE -> route.addRequestHeadersToRemove("authorization");
      case TOKEN -> {
        // Envoy removes first, so without the token the request has no credential at all.
        route.addRequestHeadersToRemove("authorization");
        route.addRequestHeadersToAdd(
            EnvoyMessages.overwriting(
                "authorization", "%REQ(" + header.apply(backend.token()) + ")%"));
      }
    }
  }

  private static ValueMatcher exact(String value) {
    ValueMatcher.Builder target = ValueMatcher.newBuilder();
    target.getStringMatchBuilder().setExact(value);
    return target.build();
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
