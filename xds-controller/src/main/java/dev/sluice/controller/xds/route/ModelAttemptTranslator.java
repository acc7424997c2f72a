package dev.sluice.controller.xds.route;

import dev.sluice.common.error.MessageDetail;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.llm.ModelBackendIr;
import dev.sluice.controller.ir.llm.ModelTargetIr;
import dev.sluice.controller.ir.llm.RouteModelsIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import dev.sluice.controller.xds.resource.SubsetLabels;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A translator of the models in chains to the routes of the internal listener of attempts. There is
 * one route for each model of a route. It leads to the backend of the model, with the backend's
 * credential and without those of others. All else, such as the path, is that of the first
 * listener.
 */
public final class ModelAttemptTranslator {
  private ModelAttemptTranslator() {}

  /** Returns whether requests on a route of a publish may make several attempts. */
  public static boolean has(PublishIr publish) {
    return publish.routes().stream().anyMatch(route -> !targets(route).isEmpty());
  }

  /** Returns the routes of the attempts of a publish. */
  public static RouteConfiguration translate(PublishIr publish, MessageDetail detail) {
    VirtualHost.Builder routes = VirtualHost.newBuilder().setName(publish.id()).addDomains("*");
    for (RouteIr route : publish.routes()) {
      List<ModelTargetIr> targets = targets(route);
      if (!targets.isEmpty()) {
        Route translated = RouteTranslator.translate(route, detail);
        targets.forEach(target -> routes.addRoutes(attempt(route, target, translated)));
      }
    }
    return RouteConfiguration.newBuilder()
        .setName(XdsNames.attempts(publish))
        .addVirtualHosts(routes)
        .addRequestHeadersToRemove(XdsNames.ATTEMPT_HEADER)
        .addRequestHeadersToRemove(XdsNames.RENAME_HEADER)
        .addAllRequestHeadersToRemove(
            IntStream.rangeClosed(1, ModelRouteTranslator.mostTokens(publish.routes()))
                .mapToObj(XdsNames::attemptToken)
                .toList())
        .build();
  }

  private static List<ModelTargetIr> targets(RouteIr route) {
    return route.models().stream()
        .flatMap(models -> models.chains().stream())
        .flatMap(chain -> chain.targets().stream())
        .distinct()
        .toList();
  }

  private static Route attempt(RouteIr route, ModelTargetIr target, Route translated) {
    ModelBackendIr backend = backend(route, target).orElseThrow();
    Route.Builder attempt =
        Route.newBuilder()
            .setName(translated.getName())
            .setMatch(match(XdsNames.attempt(route, target)))
            .setRoute(action(backend, translated.getRoute()))
            .addResponseHeadersToAdd(
                EnvoyMessages.overwriting(
                    XdsNames.ANSWER_HEADER,
                    EnvoyMessages.literal(target.model())
                        + " %CLUSTER_METADATA("
                        + XdsNames.METADATA
                        + ":"
                        + XdsNames.BACKEND_TAG
                        + ")%"));
    if (translated.hasMetadata()) {
      attempt.setMetadata(translated.getMetadata());
    }
    ModelRouteTranslator.credential(backend, XdsNames::attemptToken, attempt);
    return attempt
        .setUnknownFields(
            NewerEnvoyFields.requestBodyBufferLimit(ModelRouteTranslator.REPEATED_BODY_BYTES))
        .build();
  }

  private static Optional<ModelBackendIr> backend(RouteIr route, ModelTargetIr target) {
    return route.models().map(RouteModelsIr::backends).orElse(List.of()).stream()
        .filter(backend -> backend.backend().equals(target.backend()))
        .findFirst();
  }

  private static RouteMatch match(String attempt) {
    return RouteMatch.newBuilder()
        .setPrefix("/")
        .addHeaders(
            RouteMatchTranslator.header(
                XdsNames.ATTEMPT_HEADER, RouteMatchTranslator.exact(attempt)))
        .build();
  }

  /** Returns the action: the host and the retries of the route, without what was done before. */
  private static RouteAction action(ModelBackendIr backend, RouteAction translated) {
    RouteAction.Builder action =
        translated.toBuilder()
            .clearPrefixRewrite()
            .clearRegexRewrite()
            .clearPathRewritePolicy()
            .clearMetadataMatch()
            .clearRequestMirrorPolicies()
            .clearMaxStreamDuration()
            .clearHashPolicy()
            .setTimeout(EnvoyMessages.seconds(0))
            .setCluster(XdsNames.cluster(backend.backend()));
    if (!backend.subset().isEmpty()) {
      action.setMetadataMatch(SubsetLabels.metadata(backend.subset()));
    }
    return action.build();
  }
}
