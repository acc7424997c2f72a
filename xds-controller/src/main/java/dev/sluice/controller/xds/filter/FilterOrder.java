package dev.sluice.controller.xds.filter;

import com.google.protobuf.Message;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.Arrays;
import java.util.List;

/** The HTTP filters in their order, each with the reason for its place. */
public enum FilterOrder {
  /** First, with the next: everything else depends on the route. */
  LOWER_CASE_HOST(XdsNames.LOWER_CASE_HOST),
  LOWER_CASE_ROUTE(XdsNames.LOWER_CASE_ROUTE),
  /**
   * Before all that may answer: decisions, findings, denials and local replies carry the id. Asks
   * for its route, too, without which the next would not know whether there is one.
   */
  CORRELATION(XdsNames.HEADER_MUTATION),
  /** After the exact hosts, which win. */
  WILDCARD_HOST(XdsNames.WILDCARD_HOST),
  WILDCARD_ROUTE(XdsNames.WILDCARD_ROUTE),
  /**
   * Before ext_authz: a preflight has no credential. After the route is found, which says who may.
   */
  CORS(XdsNames.CORS),
  /** Before any body is looked at: who may not pass costs no inspection. */
  EXT_AUTHZ(XdsNames.EXT_AUTHZ),
  /** After ext_authz, whose metadata it needs; last before the router, so it sees what leaves. */
  EXT_PROC(XdsNames.EXT_PROC),
  /** Ends the chain. */
  ROUTER(XdsNames.ROUTER);

  private final String filter;

  FilterOrder(String filter) {
    this.filter = filter;
  }

  public static List<HttpFilter> chain(ListenerIr listener) {
    return Arrays.stream(values())
        .filter(filter -> listener.servesWildcards() || !filter.isForWildcards())
        .map(FilterOrder::translate)
        .toList();
  }

  private boolean isForWildcards() {
    return this == WILDCARD_HOST || this == WILDCARD_ROUTE;
  }

  private HttpFilter translate() {
    Message config =
        switch (this) {
          case LOWER_CASE_HOST -> HostLookupTranslator.lowerCase();
          case WILDCARD_HOST -> HostLookupTranslator.wildcard();
          case LOWER_CASE_ROUTE, WILDCARD_ROUTE -> HostLookupTranslator.repeatRouteSelection();
          case CORRELATION -> CorrelationTranslator.translate();
          case CORS -> CorsTranslator.translate();
          case EXT_AUTHZ -> ExtAuthzTranslator.translate();
          case EXT_PROC -> ExtProcTranslator.translate();
          case ROUTER -> Router.getDefaultInstance();
        };
    return HttpFilter.newBuilder()
        .setName(filter)
        .setTypedConfig(DeterministicEncoding.any(config))
        .build();
  }
}
