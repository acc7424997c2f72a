package dev.sluice.controller.xds.filter;

import com.google.protobuf.Message;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The question who may pass: closed when extauthz-server is away or slow. A question that got no
 * answer because its server ended is put to another one. The call itself says which route Envoy
 * chose and who the client is, where no client can write and no route has to repeat it.
 */
final class ExtAuthzTranslator {
  private static final long TIMEOUT_MILLIS = 1000;

  /**
   * What Envoy reads from the call itself, and takes off it: the retry policy of a gRPC service is
   * for xDS streams alone.
   */
  private static final Map<String, String> ANOTHER_SERVER =
      Map.of(
          "x-envoy-max-retries", "10",
          "x-envoy-retry-on", "connect-failure,refused-stream,reset",
          "x-envoy-upstream-rq-per-try-timeout-ms", "500",
          "x-envoy-retry-grpc-on", "unavailable");

  private ExtAuthzTranslator() {}

  static Message translate() {
    GrpcService.Builder service =
        EnvoyMessages.grpc(XdsNames.EXTAUTHZ_CLUSTER).toBuilder()
            .addInitialMetadata(
                HeaderValue.newBuilder().setKey(XdsNames.ROUTE_METADATA).setValue("%ROUTE_NAME%"))
            .addInitialMetadata(
                HeaderValue.newBuilder()
                    .setKey(XdsNames.CLIENT_METADATA)
                    .setValue("%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"))
            .setTimeout(EnvoyMessages.millis(TIMEOUT_MILLIS));
    new TreeMap<>(ANOTHER_SERVER)
        .forEach((name, value) ->
            service.addInitialMetadata(HeaderValue.newBuilder().setKey(name).setValue(value)));
    return ExtAuthz.newBuilder()
        .setGrpcService(service)
        .setTransportApiVersion(ApiVersion.V3)
        .setFailureModeAllow(false)
        .setStatusOnError(HttpStatus.newBuilder().setCode(StatusCode.ServiceUnavailable))
        .setIncludePeerCertificate(true)
        .build();
  }
}
