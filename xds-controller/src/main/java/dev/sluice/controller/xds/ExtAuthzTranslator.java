package dev.sluice.controller.xds;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.controller.ir.RouteIr;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.CheckSettings;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;

/** The question who may pass: closed when extauthz-server is away or slow. */
final class ExtAuthzTranslator {
  private static final long TIMEOUT_MILLIS = 500;

  private ExtAuthzTranslator() {}

  static Message translate() {
    GrpcService service =
        Protos.grpc(Names.EXTAUTHZ_CLUSTER).toBuilder()
            .setTimeout(Protos.millis(TIMEOUT_MILLIS))
            .build();
    return ExtAuthz.newBuilder()
        .setGrpcService(service)
        .setTransportApiVersion(ApiVersion.V3)
        .setFailureModeAllow(false)
        .setStatusOnError(HttpStatus.newBuilder().setCode(StatusCode.ServiceUnavailable))
        .setIncludePeerCertificate(true)
        .build();
  }

  /** Tells extauthz-server which route Envoy chose. */
  static Any perRoute(RouteIr route) {
    return Deterministic.any(
        ExtAuthzPerRoute.newBuilder()
            .setCheckSettings(
                CheckSettings.newBuilder().putContextExtensions("sluice.route", route.id()))
            .build());
  }
}
