package dev.sluice.bench.xds.client;

import java.util.Optional;

/** The types that an Envoy takes, with the type whose names each one's resources carry. */
public enum XdsType {
  CDS("envoy.config.cluster.v3.Cluster"),
  EDS("envoy.config.endpoint.v3.ClusterLoadAssignment"),
  LDS("envoy.config.listener.v3.Listener"),
  RDS("envoy.config.route.v3.RouteConfiguration"),
  SRDS("envoy.config.route.v3.ScopedRouteConfiguration");

  private final String url;

  XdsType(String message) {
    this.url = "type.googleapis.com/" + message;
  }

  public String url() {
    return url;
  }

  /** Everything of the type is wanted, whatever its name. */
  boolean wildcard() {
    return this != EDS && this != RDS;
  }

  /** What is asked for by the names that resources of this type carry. */
  Optional<XdsType> leadsTo() {
    return switch (this) {
      case CDS -> Optional.of(EDS);
      case SRDS -> Optional.of(RDS);
      case EDS, LDS, RDS -> Optional.empty();
    };
  }

  static Optional<XdsType> of(String url) {
    for (XdsType type : values()) {
      if (type.url.equals(url)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
