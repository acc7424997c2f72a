package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.CorsIr;
import dev.sluice.controller.ir.route.HeaderMatchIr;
import dev.sluice.controller.ir.route.PathMatchIr;
import dev.sluice.controller.ir.route.PathTemplate;
import dev.sluice.controller.ir.route.QueryMatchIr;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.ir.version.RouteVersionIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A translator of the match of a route. */
public final class RouteMatchTranslator {
  private static final String TEMPLATE = "envoy.path.match.uri_template.uri_template_matcher";

  private RouteMatchTranslator() {}

  static RouteMatch translate(RouteIr route) {
    RouteMatch.Builder match = RouteMatch.newBuilder();
    if (!route.methods().isEmpty()) {
      match.addHeaders(header(":method", methods(route)));
    }
    addPath(route.path(), match);
    route.headers().forEach(header -> match.addHeaders(header(header)));
    route.query().forEach(query -> match.addQueryParameters(query(query)));
    route
        .version()
        .flatMap(RouteVersionIr::match)
        .ifPresent(version -> match.addHeaders(VersionTranslator.match(version)));
    return match.build();
  }

  /**
   * Returns the match for gRPC clients, whose only method is POST. Conditions that they cannot
   * check are left out, so that it matches at least the calls of the route.
   */
  public static RouteMatch forGrpcClients(RouteIr route) {
    RouteMatch.Builder match = RouteMatch.newBuilder();
    if (route.path() instanceof PathMatchIr.Template(String template)) {
      match.setSafeRegex(EnvoyMessages.regex(PathTemplate.parse(template).regex()));
    } else {
      addPath(route.path(), match);
    }
    route.headers().stream()
        .filter(RouteMatchTranslator::isKnownToGrpcClients)
        .forEach(header -> match.addHeaders(header(header)));
    return match.build();
  }

  /**
   * Returns whether gRPC clients can check a condition; they have no value for a missing header.
   */
  public static boolean isKnownToGrpcClients(HeaderMatchIr header) {
    return header.present() || !header.invert();
  }

  private static void addPath(PathMatchIr path, RouteMatch.Builder match) {
    switch (path) {
      case PathMatchIr.Exact(String text) -> match.setPath(text);
      case PathMatchIr.Prefix(String text) -> match.setPrefix(text);
      case PathMatchIr.Regex(String regex) -> match.setSafeRegex(EnvoyMessages.regex(regex));
      case PathMatchIr.Template(String template) ->
          match.setPathMatchPolicy(
              EnvoyMessages.extension(
                  TEMPLATE, UriTemplateMatchConfig.newBuilder().setPathTemplate(template).build()));
    }
  }

  private static HeaderMatcher header(HeaderMatchIr condition) {
    HeaderMatcher.Builder header =
        HeaderMatcher.newBuilder()
            .setName(condition.name())
            .setInvertMatch(condition.invert())
            .setTreatMissingHeaderAsEmpty(!condition.present() && condition.invert());
    return condition.present()
        ? header.setPresentMatch(true).build()
        : header.setStringMatch(text(condition)).build();
  }

  static HeaderMatcher header(String name, StringMatcher value) {
    return HeaderMatcher.newBuilder().setName(name).setStringMatch(value).build();
  }

  private static StringMatcher text(HeaderMatchIr condition) {
    return text(condition.exact(), condition.prefix(), condition.regex())
        .mergeFrom(text(condition.suffix(), condition.contains()).build())
        .build();
  }

  private static QueryParameterMatcher query(QueryMatchIr condition) {
    QueryParameterMatcher.Builder query =
        QueryParameterMatcher.newBuilder().setName(condition.name());
    return condition.present()
        ? query.setPresentMatch(true).build()
        : query
            .setStringMatch(text(condition.exact(), condition.prefix(), condition.regex()))
            .build();
  }

  private static StringMatcher.Builder text(
      Optional<String> exact, Optional<String> prefix, Optional<String> regex) {
    StringMatcher.Builder matcher = StringMatcher.newBuilder();
    exact.ifPresent(matcher::setExact);
    prefix.ifPresent(matcher::setPrefix);
    regex.ifPresent(pattern -> matcher.setSafeRegex(EnvoyMessages.regex(pattern)));
    return matcher;
  }

  private static StringMatcher.Builder text(Optional<String> suffix, Optional<String> contains) {
    StringMatcher.Builder matcher = StringMatcher.newBuilder();
    suffix.ifPresent(matcher::setSuffix);
    contains.ifPresent(matcher::setContains);
    return matcher;
  }

  /** Returns the allowed methods; a preflight uses the method that it asks for. */
  private static StringMatcher methods(RouteIr route) {
    List<String> methods =
        Stream.concat(
                route.methods().stream(),
                route.policy(CorsIr.class).stream().map(cors -> "OPTIONS"))
            .distinct()
            .toList();
    return methods.size() == 1
        ? exact(methods.getFirst())
        : StringMatcher.newBuilder()
            .setSafeRegex(EnvoyMessages.regex(String.join("|", methods)))
            .build();
  }

  static StringMatcher exact(String value) {
    return StringMatcher.newBuilder().setExact(value).build();
  }
}
