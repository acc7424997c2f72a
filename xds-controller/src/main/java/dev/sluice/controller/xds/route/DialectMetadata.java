package dev.sluice.controller.xds.route;

import com.google.protobuf.Struct;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.DialectBodies;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import java.util.Comparator;
import java.util.Optional;

/** The metadata by which Envoy chooses the format of its own errors. */
final class DialectMetadata {
  private DialectMetadata() {}

  static Metadata of(ErrorDialect dialect) {
    return Metadata.newBuilder()
        .putFilterMetadata(XdsNames.dialect(dialect), Struct.getDefaultInstance())
        .build();
  }

  /**
   * Returns the metadata of a host, for requests without a route. Of the dialects of its routes,
   * the host has the one that Envoy tests last, so that each route keeps its own.
   */
  static Optional<Metadata> ofHost(PublishIr publish) {
    return publish.routes().stream()
        .map(RouteIr::dialect)
        .max(Comparator.comparingInt(DialectBodies.ORDER::indexOf))
        .filter(dialect -> dialect != ErrorDialect.SLUICE)
        .map(DialectMetadata::of);
  }
}
