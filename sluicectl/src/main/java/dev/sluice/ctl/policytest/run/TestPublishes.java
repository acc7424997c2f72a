package dev.sluice.ctl.policytest.run;

import dev.sluice.config.v1.AuthMode;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.Level;
import dev.sluice.config.v1.OAuth2;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import dev.sluice.ctl.policytest.file.TestPublish;
import dev.sluice.extauthz.policy.RouteRules;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A converter of the publishes of a test to the form in which the controller delivers them. */
final class TestPublishes {
  private TestPublishes() {}

  static RouteRules rules(List<TestPublish> publishes) {
    return RouteRules.none()
        .with(
            publishes.stream()
                .collect(Collectors.toMap(TestPublish::id, TestPublishes::publish, (a, _) -> a)),
            Set.of());
  }

  private static Publish publish(TestPublish test) {
    Publish.Builder publish =
        Publish.newBuilder()
            .setId(test.id())
            .setProduct(test.product())
            .addAllHosts(test.hosts().isEmpty() ? List.of("*") : test.hosts())
            .setEnvironment(
                test.environment().isEmpty()
                    ? Environment.ENVIRONMENT_UNSPECIFIED
                    : Environment.valueOf("ENVIRONMENT_" + upper(test.environment())));
    if (test.open()) {
      publish.setAuthMode(AuthMode.AUTH_MODE_NONE);
    } else {
      publish
          .setAuthMode(AuthMode.AUTH_MODE_OAUTH2)
          .setOauth2(OAuth2.newBuilder().setIssuer(test.issuer()).addAllScopes(test.scopes()));
    }
    test.routes().forEach(route -> publish.addRoutes(route(route)));
    return publish.build();
  }

  private static Route route(TestPublish.TestRoute route) {
    return Route.newBuilder()
        .setId(route.id())
        .setPath(PathMatch.newBuilder().setPrefix(route.prefix()))
        .setMinLevel(
            route.level().isEmpty()
                ? Level.LEVEL_UNSPECIFIED
                : Level.valueOf("LEVEL_" + upper(route.level())))
        .build();
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
