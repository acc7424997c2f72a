package dev.sluice.controller.xds.filter;

import com.google.protobuf.Message;
import dev.sluice.controller.ir.FrameIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.policy.AdaptiveConcurrencyIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
  /** The lookup after the exact hosts, which have priority. */
  WILDCARD_HOST(XdsNames.WILDCARD_HOST),
  WILDCARD_ROUTE(XdsNames.WILDCARD_ROUTE),
  /**
   * The filter before ext_authz, because a preflight has no credential, and after the route lookup,
   * because the route lists the allowed origins.
   */
  CORS(XdsNames.CORS),
  /** The filter before any inspection, because a request that is denied should not cost one. */
  EXT_AUTHZ(XdsNames.EXT_AUTHZ),
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
  /** The first filter on the way back, because it replaces the response of a failed backend. */
  CUSTOM_RESPONSE(XdsNames.CUSTOM_RESPONSE),
  /** The end of the chain. */
  ROUTER(XdsNames.ROUTER);

  private final String filter;

  FilterOrder(String filter) {
    this.filter = filter;
  }

  public static List<HttpFilter> chain(FrameIr frame, ListenerIr listener) {
    return Arrays.stream(values())
        .filter(filter -> listener.servesWildcards() || !filter.isForWildcards())
        .flatMap(filter -> filter.translate(frame).stream())
        .toList();
  }

  private boolean isForWildcards() {
    return this == WILDCARD_HOST || this == WILDCARD_ROUTE;
  }

  /** Returns the filter; empty if the gateway has no policy that needs it. */
  private Optional<HttpFilter> translate(FrameIr frame) {
    Optional<Message> config =
        switch (this) {
          case LOWER_CASE_HOST -> Optional.of(HostLookupTranslator.lowerCase());
          case WILDCARD_HOST -> Optional.of(HostLookupTranslator.wildcard());
          case LOWER_CASE_ROUTE, WILDCARD_ROUTE ->
              Optional.of(HostLookupTranslator.repeatRouteSelection());
          case CORRELATION -> Optional.of(CorrelationTranslator.translate());
          case CORS -> Optional.of(CorsTranslator.translate());
          case EXT_AUTHZ -> Optional.of(ExtAuthzTranslator.translate());
          case ADAPTIVE_CONCURRENCY ->
              frame
                  .policy(AdaptiveConcurrencyIr.class)
                  .map(AdaptiveConcurrencyTranslator::translate);
          case CUSTOM_RESPONSE -> Optional.of(CustomResponseTranslator.translate());
          case EXT_PROC -> Optional.of(ExtProcTranslator.translate());
          case ROUTER -> Optional.of(Router.getDefaultInstance());
        };
    return config.map(message ->
        HttpFilter.newBuilder()
            .setName(filter)
            .setTypedConfig(DeterministicEncoding.any(message))
            .build());
  }
}
