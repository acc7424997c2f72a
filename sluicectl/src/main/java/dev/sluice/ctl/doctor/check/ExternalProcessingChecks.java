package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.fault.WiringFault;
import dev.sluice.ctl.doctor.fault.WiringFinding;
import dev.sluice.ctl.doctor.filter.ExtProcFaults;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The checks of ext_proc filters that EnvoyFilters add. */
final class ExternalProcessingChecks {
  private static final String ROUTER = "envoy.filters.http.router";
  private static final Set<String> CLASSES_AFTER_EXT_AUTHZ = Set.of("AUTHZ", "STATS");
  private static final String ANY = "ANY";

  private ExternalProcessingChecks() {}

  /** Finds faults in the settings of the filter, and of the routes that enable it. */
  static Stream<WiringFinding> settings(Installation installation) {
    return Stream.concat(
        FilterPatch.all(installation).flatMap(patch -> ExtProcFaults.of(patch.filter())),
        IstioKinds.envoyFilters(installation)
            .flatMap(filter -> ExtProcFaults.ofRoutes(filter.spec())));
  }

  static Stream<WiringFinding> order(Installation installation) {
    return FilterPatch.all(installation)
        .flatMap(patch ->
            orderProblem(patch).stream()
                .map(problem ->
                    WiringFault.EXT_PROC_ORDER.at(
                        patch.patch().at("patch", "operation").place(), problem)));
  }

  private static Optional<String> orderProblem(FilterPatch patch) {
    String neighbour = patch.neighbour();
    return switch (patch.operation()) {
      case "INSERT_BEFORE" ->
          neighbour.equals(ROUTER)
              ? Optional.empty()
              : Optional.of("the filter is inserted before " + nameOf(neighbour));
      case "INSERT_AFTER" ->
          neighbour.endsWith(".ext_authz")
              ? Optional.empty()
              : Optional.of("the filter is inserted after " + nameOf(neighbour));
      case "ADD" ->
          CLASSES_AFTER_EXT_AUTHZ.contains(patch.patch().at("patch", "filterClass").textOr(""))
              ? Optional.empty()
              : Optional.of("ADD without filterClass AUTHZ leaves the order to Istio");
      case "REPLACE", "MERGE", "REMOVE" -> Optional.empty();
      default -> Optional.of("the operation " + patch.operation() + " puts the filter first");
    };
  }

  private static String nameOf(String neighbour) {
    return neighbour.isEmpty() ? "all other filters" : neighbour;
  }

  static Stream<WiringFinding> context(Installation installation) {
    return FilterPatch.all(installation)
        .filter(patch -> patch.context().equals("WAYPOINT"))
        .map(patch ->
            WiringFault.EXT_PROC_CONTEXT.at(
                patch.patch().at("match", "context").place(),
                "the waypoint of " + patch.envoyFilter().title() + " gets no filter"));
  }

  static Stream<WiringFinding> alwaysOn(Installation installation) {
    return FilterPatch.all(installation)
        .filter(patch -> !patch.isForWaypoint())
        .filter(patch -> !ExtProcFaults.isDisabledByDefault(patch.filter()))
        .map(patch ->
            WiringFault.EXT_PROC_ALWAYS_ON.at(
                patch.filter().place(),
                patch.envoyFilter().title() + " calls extproc-dlp-server on every route"));
  }

  static Stream<WiringFinding> neverOn(Installation installation) {
    return FilterPatch.all(installation)
        .filter(patch -> ExtProcFaults.isDisabledByDefault(patch.filter()))
        .filter(patch ->
            IstioKinds.envoyFilters(installation)
                .filter(other -> installation.appliesTo(other.namespace(), patch.namespace()))
                .noneMatch(other -> ExtProcFaults.routes(other.spec()).findAny().isPresent()))
        .map(patch ->
            WiringFault.EXT_PROC_NEVER_ON.at(
                patch.filter().at("disabled").place(),
                "no EnvoyFilter enables the filter of " + patch.envoyFilter().title()));
  }

  static Stream<WiringFinding> twice(Installation installation) {
    List<FilterPatch> patches = FilterPatch.all(installation).toList();
    return IntStream.range(0, patches.size())
        .filter(later ->
            IntStream.range(0, later)
                .anyMatch(earlier -> meet(installation, patches.get(earlier), patches.get(later))))
        .mapToObj(patches::get)
        .map(patch ->
            WiringFault.EXT_PROC_TWICE.at(
                patch.filter().place(),
                patch.envoyFilter().title() + " adds a second ext_proc filter to a chain"));
  }

  /** Returns whether two patches change the chain of one workload. */
  private static boolean meet(Installation installation, FilterPatch one, FilterPatch other) {
    boolean sameContext =
        one.context().equals(other.context())
            || one.context().equals(ANY)
            || other.context().equals(ANY);
    boolean sameNamespace =
        installation.appliesTo(one.namespace(), other.namespace())
            || installation.appliesTo(other.namespace(), one.namespace());
    return sameContext
        && sameNamespace
        && meet(
            installation,
            IstioKinds.selector(one.envoyFilter()),
            IstioKinds.selector(other.envoyFilter()));
  }

  private static boolean meet(Installation installation, LabelSelector one, LabelSelector other) {
    return one.covers(other)
        || other.covers(one)
        || installation
            .workloads()
            .anyMatch(workload -> one.matches(workload) && other.matches(workload));
  }
}
