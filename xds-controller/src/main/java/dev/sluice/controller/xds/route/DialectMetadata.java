package dev.sluice.controller.xds.route;

import com.google.protobuf.Struct;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.ir.route.ErrorDialect;
import dev.sluice.controller.ir.route.RouteIr;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The metadata by which Envoy chooses the format of its own errors. */
final class DialectMetadata {
  private DialectMetadata() {}

  static Metadata of(ErrorDialect dialect) {
    return Metadata.newBuilder()
        .putFilterMetadata(XdsNames.dialect(dialect), Struct.getDefaultInstance())
        .build();
  }

  /** Returns the metadata of a host whose routes all have one dialect other than the default. */
  static Optional<Metadata> shared(PublishIr publish) {
    Set<ErrorDialect> dialects =
        publish.routes().stream().map(RouteIr::dialect).collect(Collectors.toSet());
    return dialects.size() == 1 && !dialects.contains(ErrorDialect.SLUICE)
        ? Optional.of(of(dialects.iterator().next()))
        : Optional.empty();
  }
}
