package dev.sluice.bench.xds;

import dev.sluice.bench.xds.node.ResourceRef;
import dev.sluice.bench.xds.node.XdsType;

/** A route of the bench, and the names of the resources that serve it. */
record BenchRoute(String publish, String route, String backend, String host, String path) {

  /** Returns its route configuration. */
  ResourceRef routes() {
    return new ResourceRef(XdsType.RDS, "publish/" + publish);
  }

  String url() {
    return host + path;
  }

  ResourceRef scope() {
    return new ResourceRef(XdsType.SRDS, "ai-gateway/http/" + host);
  }

  ResourceRef cluster() {
    return new ResourceRef(XdsType.CDS, "backend/" + backend);
  }
}
