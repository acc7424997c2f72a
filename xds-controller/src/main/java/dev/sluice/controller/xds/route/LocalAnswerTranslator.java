package dev.sluice.controller.xds.route;

import com.google.protobuf.Struct;
import dev.sluice.controller.ir.policy.DirectResponseIr;
import dev.sluice.controller.ir.policy.RedirectIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.envoyproxy.envoy.config.route.v3.Route;
import java.util.Optional;

/** A translator of the policies with which Envoy itself answers: direct responses and redirects. */
final class LocalAnswerTranslator {
  private static final String SCHEME_HEADER = "x-forwarded-proto";

  private LocalAnswerTranslator() {}

  /**
   * Makes a route answer all its requests.
   *
   * @return whether a policy demands it
   */
  static boolean apply(RouteIr route, Route.Builder translated) {
    Optional<DirectResponseIr> response = route.policy(DirectResponseIr.class);
    Optional<RedirectIr> redirect =
        route.policy(RedirectIr.class).filter(policy -> !policy.changesSchemeAlone());
    response.ifPresentOrElse(
        policy -> respond(policy, translated),
        () -> redirect.ifPresent(policy -> translated.setRedirect(redirect(policy))));
    return response.isPresent() || redirect.isPresent();
  }

  /** Returns a route before another one that redirects its requests with the wrong scheme. */
  static Optional<Route> otherScheme(RouteIr route, Route translated) {
    return route
        .policy(RedirectIr.class)
        .filter(_ -> translated.hasRoute())
        .map(policy -> {
          Route.Builder redirecting = translated.toBuilder().setRedirect(redirect(policy));
          redirecting
              .getMatchBuilder()
              .addHeaders(
                  RouteMatchTranslator.header(
                          SCHEME_HEADER, RouteMatchTranslator.exact(policy.scheme().orElse("")))
                      .toBuilder()
                      .setInvertMatch(true));
          return redirecting.build();
        });
  }

  private static void respond(DirectResponseIr policy, Route.Builder route) {
    DirectResponseAction.Builder action =
        DirectResponseAction.newBuilder().setStatus(policy.status());
    policy
        .headers()
        .forEach(header -> route.addResponseHeadersToAdd(header(header.name(), header.value())));
    if (!policy.body().isEmpty()) {
      action.setBody(DataSource.newBuilder().setInlineString(policy.body()));
      route.addResponseHeadersToAdd(header("content-type", policy.contentType()));
      route.getMetadataBuilder().putFilterMetadata(XdsNames.OWN_BODY, Struct.getDefaultInstance());
    }
    route.setDirectResponse(action);
  }

  private static HeaderValueOption header(String name, String value) {
    return EnvoyMessages.overwriting(name, EnvoyMessages.literal(value));
  }

  private static RedirectAction redirect(RedirectIr policy) {
    RedirectAction.Builder action =
        RedirectAction.newBuilder()
            .setResponseCode(code(policy.status()))
            .setStripQuery(policy.stripQuery());
    policy.scheme().ifPresent(action::setSchemeRedirect);
    policy.host().ifPresent(action::setHostRedirect);
    policy.port().ifPresent(action::setPortRedirect);
    policy.path().ifPresent(action::setPathRedirect);
    policy.prefix().ifPresent(action::setPrefixRewrite);
    policy
        .regex()
        .ifPresent(regex -> action.setRegexRewrite(RewriteTranslator.substitution(regex)));
    return action.build();
  }

  private static RedirectResponseCode code(int status) {
    return switch (status) {
      case 302 -> RedirectResponseCode.FOUND;
      case 303 -> RedirectResponseCode.SEE_OTHER;
      case 307 -> RedirectResponseCode.TEMPORARY_REDIRECT;
      case 308 -> RedirectResponseCode.PERMANENT_REDIRECT;
      default -> RedirectResponseCode.MOVED_PERMANENTLY;
    };
  }
}
