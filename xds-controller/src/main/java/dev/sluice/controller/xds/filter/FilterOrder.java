package dev.sluice.controller.xds.filter;

import com.google.protobuf.Message;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.policy.gateway.AdaptiveConcurrencyIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.extensions.filters.http.grpc_web.v3.GrpcWeb;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.Arrays;
import java.util.List;

/** A list of the HTTP filters in their order, each with the reason for its place. */
public enum FilterOrder {
  /** The first filter, with the next one, because all others depend on the route. */
  LOWER_CASE_HOST(XdsNames.LOWER_CASE_HOST),
  LOWER_CASE_ROUTE(XdsNames.LOWER_CASE_ROUTE),
  /**
   * The filter before all that may respond, because every response and log entry carries the id. It
   * also requests the route, because the next filter must know whether there is one.
   */
  CORRELATION(XdsNames.HEADER_MUTATION),
  /** The filter before all that may respond, because any response may announce HTTP/3. */
  ALT_SVC(XdsNames.ALT_SVC),
  /** The lookup after the exact hosts, which have priority. */
  WILDCARD_HOST(XdsNames.WILDCARD_HOST),
  WILDCARD_ROUTE(XdsNames.WILDCARD_ROUTE),
  /**
   * The filter before ext_authz, because a preflight has no credential, and after the route lookup,
   * because the route lists the allowed origins.
   */
  CORS(XdsNames.CORS),
  /** The filter before ext_authz, because a forged request should not cost a decision. */
  CSRF(XdsNames.CSRF),
  /** The filter before ext_authz, so that a denial also arrives as gRPC-Web. */
  GRPC_WEB(XdsNames.GRPC_WEB),
  /** The compression filters before all that read bodies, so that these see the plain response. */
  BROTLI(XdsNames.BROTLI),
  ZSTD(XdsNames.ZSTD),
  GZIP(XdsNames.GZIP),
  /**
   * The filter before all that wait for a response. While one waits, Envoy stops reading at its own
   * limit, and a filter that then buffers the body waits for the rest forever.
   */
  REQUEST_BUFFER(XdsNames.REQUEST_BUFFER),
  /** The filter before any inspection, because a request that is denied should not cost one. */
  EXT_AUTHZ(XdsNames.EXT_AUTHZ),
  /** The filter after ext_authz, because a stranger should not learn the limits. */
  REQUEST_LENGTH(XdsNames.REQUEST_LENGTH),
  /**
   * The filter after ext_authz, because denials say nothing about the load of the backends, and
   * before inspection, because a request beyond the limit should not cost one.
   */
  ADAPTIVE_CONCURRENCY(XdsNames.ADAPTIVE_CONCURRENCY),
  /**
   * The filter after ext_authz, because it needs its metadata, and after all filters that change
   * the request, so that it sees the final one.
   */
  EXT_PROC(XdsNames.EXT_PROC),
  /** The filter after ext_proc, because JSON can be inspected and gRPC messages cannot. */
  GRPC_JSON(XdsNames.GRPC_JSON),
  /** The first filter on the way back, because it replaces the response of a failed backend. */
  CUSTOM_RESPONSE(XdsNames.CUSTOM_RESPONSE),
  /** The last filter, because it judges the backends by their own responses. */
  ADMISSION_CONTROL(XdsNames.ADMISSION_CONTROL),
  /** The end of the chain. */
  ROUTER(XdsNames.ROUTER);

  private final String filter;

  FilterOrder(String filter) {
    this.filter = filter;
  }

  public static List<HttpFilter> chain(FrameIr frame, ListenerIr listener) {
    return Arrays.stream(values())
        .filter(filter -> listener.servesWildcards() || !filter.isForWildcards())
        .filter(filter -> listener.http3() || filter != ALT_SVC)
        .filter(filter -> filter != ADAPTIVE_CONCURRENCY || hasConcurrencyLimit(frame))
        .map(filter -> filter.translate(frame, listener))
        .toList();
  }

  private boolean isForWildcards() {
    return this == WILDCARD_HOST || this == WILDCARD_ROUTE;
  }

  private static boolean hasConcurrencyLimit(FrameIr frame) {
    return frame.policy(AdaptiveConcurrencyIr.class).isPresent();
  }

  private HttpFilter translate(FrameIr frame, ListenerIr listener) {
    Message config =
        switch (this) {
          case LOWER_CASE_HOST -> HostLookupTranslator.lowerCase();
          case WILDCARD_HOST -> HostLookupTranslator.wildcard();
          case LOWER_CASE_ROUTE, WILDCARD_ROUTE -> HostLookupTranslator.repeatRouteSelection();
          case CORRELATION -> CorrelationTranslator.translate();
          case ALT_SVC -> AltSvcTranslator.translate(listener);
          case CORS -> CorsTranslator.translate();
          case CSRF -> CsrfTranslator.translate();
          case GRPC_WEB -> GrpcWeb.getDefaultInstance();
          case BROTLI, ZSTD, GZIP, REQUEST_BUFFER, ADMISSION_CONTROL ->
              RouteFilterTranslator.translate();
          case REQUEST_LENGTH -> RBAC.getDefaultInstance();
          case ADAPTIVE_CONCURRENCY ->
              AdaptiveConcurrencyTranslator.translate(
                  frame.policy(AdaptiveConcurrencyIr.class).orElseThrow());
          case GRPC_JSON -> GrpcJsonTranslator.translate();
          case CUSTOM_RESPONSE -> CustomResponseTranslator.translate();
          case EXT_AUTHZ -> ExtAuthzTranslator.translate();
          case EXT_PROC -> ExtProcTranslator.translate();
          case ROUTER -> Router.getDefaultInstance();
        };
    return EnvoyMessages.httpFilter(filter, config);
  }
}
