package dev.sluice.controller.xds;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;

/**
 * The question who may pass: closed when extauthz-server is away or slow. The call itself says
 * which route Envoy chose, where no client can write and no route has to repeat it.
 */
final class ExtAuthzTranslator {
  private static final long TIMEOUT_MILLIS = 500;

  private ExtAuthzTranslator() {}

  static Message translate() {
    GrpcService service =
        Protos.grpc(Names.EXTAUTHZ_CLUSTER).toBuilder()
            .addInitialMetadata(
                HeaderValue.newBuilder().setKey(Names.ROUTE_METADATA).setValue("%ROUTE_NAME%"))
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
}
