package dev.sluice.ctl.doctor.check;

import dev.sluice.ctl.doctor.model.DocumentField;
import dev.sluice.ctl.doctor.model.Installation;
import dev.sluice.ctl.doctor.model.KubernetesResource;
import dev.sluice.ctl.doctor.model.ServiceName;
import dev.sluice.ctl.doctor.model.ServiceReference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A patch of an EnvoyFilter that adds an ext_proc filter. */
record FilterPatch(KubernetesResource envoyFilter, DocumentField patch) {
  private static final Pattern OUTBOUND = Pattern.compile("outbound\\|([0-9]{1,5})\\|\\|(.+)");

  static Stream<FilterPatch> all(Installation installation) {
    return IstioKinds.envoyFilters(installation)
        .flatMap(resource ->
            resource.spec().at("configPatches").items().stream()
                .map(patch -> new FilterPatch(resource, patch)))
        .filter(patch -> patch.filter().proto("typed_config").isMessage("ExternalProcessor"));
  }

  /** Returns the HTTP filter that the patch adds. */
  DocumentField filter() {
    return patch.at("patch", "value");
  }

  String namespace() {
    return envoyFilter.namespace();
  }

  String operation() {
    return patch.at("patch", "operation").textOr("");
  }

  String context() {
    return patch.at("match", "context").textOr("ANY");
  }

  /** Returns the name of the filter beside which the patch inserts. */
  String neighbour() {
    DocumentField match = patch.at("match");
    return match
        .at("listener", "filterChain", "filter", "subFilter", "name")
        .text()
        .or(() -> match.at("waypoint", "filter", "subFilter", "name").text())
        .orElse("");
  }

  /** Returns whether the patch is for a waypoint, which only services that use it pass. */
  boolean isForWaypoint() {
    return !envoyFilter.spec().at("targetRefs").items().isEmpty();
  }

  DocumentField clusterName() {
    return filter()
        .proto("typed_config")
        .proto("grpc_service")
        .proto("envoy_grpc")
        .proto("cluster_name");
  }

  /** Returns the Service whose cluster the filter calls; empty for any other cluster. */
  Optional<ServiceReference> service() {
    DocumentField name = clusterName();
    Matcher parts = OUTBOUND.matcher(name.textOr(""));
    return parts.matches()
        ? ServiceName.ofHost(parts.group(2))
            .map(host -> new ServiceReference(host, Long.parseLong(parts.group(1)), name))
        : Optional.empty();
  }
}
