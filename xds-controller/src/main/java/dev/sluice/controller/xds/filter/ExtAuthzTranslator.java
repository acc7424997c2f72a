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
 * A translator of the authorization filter. It fails closed when extauthz-server is unreachable or
 * slow. A call whose server ended without a response is retried on another server. The call itself
 * carries the route and the client's address, so no client can change them and no route repeats
 * them.
 */
final class ExtAuthzTranslator {
  private static final long TIMEOUT_MILLIS = 1000;

  /**
   * The retry headers, which Envoy reads from the call and removes. They are needed because Envoy
   * uses the retry policy of a gRPC service only for xDS streams.
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
