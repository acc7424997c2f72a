package dev.sluice.bench.xds.node;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** The resource types that a node subscribes to, in Envoy's order. */
public enum XdsType {
  CDS("envoy.config.cluster.v3.Cluster"),
  EDS("envoy.config.endpoint.v3.ClusterLoadAssignment"),
  LDS("envoy.config.listener.v3.Listener"),
  SRDS("envoy.config.route.v3.ScopedRouteConfiguration"),
  RDS("envoy.config.route.v3.RouteConfiguration");

  private final String url;

  XdsType(String message) {
    this.url = "type.googleapis.com/" + message;
  }

  public String url() {
    return url;
  }

  /** Returns whether nodes subscribe to all resources of the type. */
  boolean isWildcard() {
    return this != EDS && this != RDS;
  }

  /** Returns the type that resources of this type refer to by name. */
  Optional<XdsType> references() {
    return switch (this) {
      case CDS -> Optional.of(EDS);
      case SRDS -> Optional.of(RDS);
      case EDS, LDS, RDS -> Optional.empty();
    };
  }

  /** Returns the name that a resource refers to, if there is one. */
  Optional<String> reference(Any resource) {
    try {
      return switch (this) {
        case CDS -> {
          Cluster cluster = Cluster.parseFrom(resource.getValue());
          String service = cluster.getEdsClusterConfig().getServiceName();
          yield Optional.of(service.isEmpty() ? cluster.getName() : service)
              .filter(name -> cluster.getType() == Cluster.DiscoveryType.EDS);
        }
        case SRDS -> {
          var scope = ScopedRouteConfiguration.parseFrom(resource.getValue());
          yield Optional.of(scope.getRouteConfigurationName()).filter(name -> !name.isEmpty());
        }
        case EDS, LDS, RDS -> Optional.empty();
      };
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<XdsType> of(String url) {
    return Arrays.stream(values()).filter(type -> type.url.equals(url)).findFirst();
  }
}
