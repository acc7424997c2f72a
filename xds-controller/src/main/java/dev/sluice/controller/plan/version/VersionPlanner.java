package dev.sluice.controller.plan.version;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.version.RouteVersionIr;
import dev.sluice.controller.ir.version.VersionLifecycleIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.policy.SpecReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A planner of the versions of a service at one time. */
public final class VersionPlanner {
  private static final SpecReader<VersioningSpec> VERSIONING =
      new SpecReader<>("columns/versioning.schema.json", VersioningSpec.class);

  private final DomainModel model;
  private final Instant now;
  private final FindingCollector findings;

  public VersionPlanner(DomainModel model, Instant now, FindingCollector findings) {
    this.model = model;
    this.now = now;
    this.findings = findings;
  }

  /** Returns the next time at which versions of a publish change; {@link Instant#MAX} is never. */
  public static Instant nextChange(Publish publish, DomainModel model, Instant now) {
    return publish.services().stream()
        .flatMap(model::versionsOfService)
        .flatMap(version -> VersionLifecycle.times(version))
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Returns the forms in which the routes of a service are matched, in no particular order. */
  public Stream<RouteVariant> variants(ApiService service) {
    List<Route> routes = model.routesOfService(service.id()).toList();
    Map<String, ApiVersion> versions = new HashMap<>();
    model.versionsOfService(service.id()).forEach(version -> versions.put(version.id(), version));
    if (service.versioning().isEmpty()) {
      VersionLifecycle lifecycle = new VersionLifecycle(service, Optional.empty(), model, findings);
      Map<String, Optional<VersionLifecycleIr>> ends = ends(versions, lifecycle);
      return routes.stream().map(route -> RouteVariant.of(route, unmatched(route, ends)));
    }
    return findings
        .addFrom("api_services", service.id(), VERSIONING.read("versioning", service.versioning()))
        .map(spec -> routes.stream().flatMap(byVersion(service, spec, routes, versions)::variants))
        .orElseGet(() ->
            routes.stream()
                .map(route ->
                    new RouteVariant(route, "", Optional.empty(), 0, versions(route, versions))));
  }

  private RouteVersions byVersion(
      ApiService service,
      VersioningSpec spec,
      List<Route> routes,
      Map<String, ApiVersion> versions) {
    VersionLifecycle lifecycle = new VersionLifecycle(service, Optional.of(spec), model, findings);
    return new RouteVersions(
        spec,
        versions,
        ends(versions, lifecycle),
        DefaultVersion.of(versions, routes, now),
        findings);
  }

  private static boolean versions(Route route, Map<String, ApiVersion> versions) {
    return route.version().filter(versions::containsKey).isPresent();
  }

  private Map<String, Optional<VersionLifecycleIr>> ends(
      Map<String, ApiVersion> versions, VersionLifecycle lifecycle) {
    Map<String, Optional<VersionLifecycleIr>> ends = new HashMap<>();
    versions.forEach((id, version) -> ends.put(id, lifecycle.at(version, now)));
    return ends;
  }

  /** Returns the version of a route whose match does not depend on it. */
  private static Optional<RouteVersionIr> unmatched(
      Route route, Map<String, Optional<VersionLifecycleIr>> ends) {
    return route
        .version()
        .flatMap(version -> ends.getOrDefault(version, Optional.empty()))
        .map(end -> new RouteVersionIr(Optional.empty(), Optional.empty(), Optional.of(end)));
  }
}
