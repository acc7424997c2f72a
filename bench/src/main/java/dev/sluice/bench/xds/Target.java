package dev.sluice.bench.xds;

import dev.sluice.bench.xds.client.Named;
import dev.sluice.bench.xds.client.XdsType;

/** One route of the bench, and the names by which nodes know what it leads through. */
record Target(String publish, String route, String backend, String host, String path) {

  /** The route configuration that carries it. */
  Named routes() {
    return new Named(XdsType.RDS, "publish/" + publish);
  }

  /** Its name in there. */
  String routeName() {
    return publish + "/" + route;
  }

  Named scope() {
    return new Named(XdsType.SRDS, "ai-gateway/http/" + host);
  }

  Named cluster() {
    return new Named(XdsType.CDS, "backend/" + backend);
  }
}
