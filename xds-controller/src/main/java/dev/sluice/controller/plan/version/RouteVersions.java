package dev.sluice.controller.plan.version;

import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.value.PathMatchKind;
import dev.sluice.controller.ir.version.RouteVersionIr;
import dev.sluice.controller.ir.version.VersionLifecycleIr;
import dev.sluice.controller.ir.version.VersionMatchIr;
import dev.sluice.controller.ir.version.VersionPathIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The forms of the routes of a service whose callers name a version.
 *
 * @param ends the deprecation or sunset of each version, empty for active ones
 * @param unnamed the version of requests that name none
 */
record RouteVersions(
    VersioningSpec spec,
    Map<String, ApiVersion> versions,
    Map<String, Optional<VersionLifecycleIr>> ends,
    Optional<ApiVersion> unnamed,
    FindingCollector findings) {
  private static final String UNNAMED = "/default";

  /** Returns the forms of a route; a route without a version has one. */
  Stream<RouteVariant> variants(Route route) {
    ApiVersion version = route.version().map(versions::get).orElse(null);
    if (version == null) {
      return Stream.of(RouteVariant.of(route, Optional.empty()));
    }
    boolean isUnnamed = unnamed.filter(version::equals).isPresent();
    return switch (spec.by()) {
      case PATH -> inPath(route, version, isUnnamed);
      case HEADER ->
          Stream.of(
              named(
                  route,
                  version,
                  Optional.of(
                      VersionConditions.inHeader(spec.name(), version.number(), isUnnamed))));
      case MEDIA_TYPE -> {
        RouteVariant named =
            named(route, version, Optional.of(VersionConditions.inMediaType(version.number())));
        RouteVersionIr other =
            version(version, Optional.of(VersionConditions.noneInMediaType()), Optional.empty());
        yield isUnnamed
            ? Stream.of(named, variant(route, UNNAMED, version, other))
            : Stream.of(named);
      }
    };
  }

  private Stream<RouteVariant> inPath(Route route, ApiVersion version, boolean isUnnamed) {
    String base = spec.path(version.label());
    if (!isBelow(route.path(), base)) {
      findings.add(
          "routes",
          route.id(),
          "path",
          "does not start with " + base + ", so only requests with exactly this path reach it");
      return Stream.of(named(route, version, Optional.empty()));
    }
    boolean text = route.pathKind() == PathMatchKind.PREFIX && route.path().equals(base);
    RouteVariant named =
        named(route, version, text ? Optional.of(VersionConditions.below(base)) : Optional.empty());
    String rest = text ? "/" : route.path().substring(base.length());
    String path = spec.prefix() + rest;
    if (!isUnnamed || path.isEmpty()) {
      return Stream.of(named);
    }
    boolean pattern =
        route.pathKind() == PathMatchKind.REGEX || route.pathKind() == PathMatchKind.TEMPLATE;
    RouteVersionIr unversioned =
        version(
            version,
            Optional.of(VersionConditions.noneInPath(spec.prefix())),
            pattern
                ? Optional.of(new VersionPathIr(spec.prefix() + "/", base + "/"))
                : Optional.empty());
    Optional<String> rewrite =
        pattern ? Optional.empty() : route.rewritePrefix().or(() -> Optional.of(base + rest));
    return Stream.of(named, variant(route.withPath(path, rewrite), UNNAMED, version, unversioned));
  }

  private static boolean isBelow(String path, String base) {
    return path.startsWith(base)
        && (path.length() == base.length()
            || !Character.isLetterOrDigit(path.charAt(base.length())));
  }

  private RouteVariant named(Route route, ApiVersion version, Optional<VersionMatchIr> match) {
    return variant(route, "", version, version(version, match, Optional.empty()));
  }

  private RouteVersionIr version(
      ApiVersion version, Optional<VersionMatchIr> match, Optional<VersionPathIr> path) {
    return new RouteVersionIr(match, path, ends.getOrDefault(version.id(), Optional.empty()));
  }

  private static RouteVariant variant(
      Route route, String suffix, ApiVersion version, RouteVersionIr ir) {
    Optional<RouteVersionIr> present =
        ir.equals(RouteVersionIr.NONE) ? Optional.empty() : Optional.of(ir);
    return new RouteVariant(route, suffix, present, order(version), false);
  }

  private static long order(ApiVersion version) {
    return version.number().length() > 18 ? Long.MAX_VALUE : Long.parseLong(version.number()) + 1;
  }
}
