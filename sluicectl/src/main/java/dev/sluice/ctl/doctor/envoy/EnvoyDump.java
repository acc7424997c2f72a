package dev.sluice.ctl.doctor.envoy;

import dev.sluice.ctl.doctor.model.DocumentField;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a configuration dump that are in force. */
final class EnvoyDump {
  private final DocumentField root;

  EnvoyDump(DocumentField root) {
    this.root = root;
  }

  DocumentField root() {
    return root;
  }

  List<DocumentField> listeners() {
    return Stream.concat(
            all("ListenersConfigDump", "static_listeners").map(entry -> entry.at("listener")),
            all("ListenersConfigDump", "dynamic_listeners")
                .map(entry -> entry.at("active_state", "listener")))
        .filter(DocumentField::exists)
        .toList();
  }

  List<DocumentField> routes() {
    return Stream.of("static_route_configs", "dynamic_route_configs")
        .flatMap(list -> all("RoutesConfigDump", list))
        .map(entry -> entry.at("route_config"))
        .filter(DocumentField::exists)
        .toList();
  }

  List<HttpChain> chains() {
    return listeners().stream()
        .flatMap(listener -> listener.mappings().stream())
        .filter(value -> value.isMessage("HttpConnectionManager"))
        .map(HttpChain::new)
        .toList();
  }

  /** Returns the names of all clusters; empty if the dump has no clusters. */
  Set<String> clusterNames() {
    return Stream.of("static_clusters", "dynamic_active_clusters", "dynamic_warming_clusters")
        .flatMap(list -> all("ClustersConfigDump", list))
        .flatMap(entry -> entry.at("cluster", "name").text().stream())
        .collect(Collectors.toSet());
  }

  /** Returns the cluster names by which filters and access logs call policy servers. */
  List<DocumentField> calledClusters() {
    Stream<DocumentField> filters =
        chains().stream()
            .flatMap(chain -> Stream.concat(chain.authorizers(), chain.processors()))
            .map(filter -> filter.at("typed_config"));
    Stream<DocumentField> logs =
        listeners().stream()
            .flatMap(listener -> listener.mappings().stream())
            .filter(value -> value.isMessage("HttpGrpcAccessLogConfig"))
            .map(log -> log.at("common_config"));
    return Stream.concat(filters, logs)
        .map(settings -> settings.at("grpc_service", "envoy_grpc", "cluster_name"))
        .filter(DocumentField::exists)
        .toList();
  }

  private Stream<DocumentField> all(String type, String list) {
    return root.at("configs").items().stream()
        .filter(config -> config.isMessage(type))
        .flatMap(config -> config.at(list).items().stream());
  }
}
