package dev.sluice.controller.xds;

import com.google.protobuf.Message;
import dev.sluice.controller.ir.ListenerIr;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.Arrays;
import java.util.List;

/** The HTTP filters in their order, each with the reason for its place. */
enum FilterOrder {
  /** First, with the next: everything else depends on the route. */
  LOWER_CASE_HOST(Names.LOWER_CASE_HOST),
  LOWER_CASE_ROUTE(Names.LOWER_CASE_ROUTE),
  /**
   * Before all that may answer: decisions, findings, denials and local replies carry the id. Asks
   * for its route, too, without which the next would not know whether there is one.
   */
  CORRELATION(Names.HEADER_MUTATION),
  /** After the exact hosts, which win. */
  WILDCARD_HOST(Names.WILDCARD_HOST),
  WILDCARD_ROUTE(Names.WILDCARD_ROUTE),
  /**
   * Before ext_authz: a preflight has no credential. After the route is found, which says who may.
   */
  CORS(Names.CORS),
  /** Before any body is looked at: who may not pass costs no inspection. */
  EXT_AUTHZ(Names.EXT_AUTHZ),
  /** After ext_authz, whose metadata it needs; last before the router, so it sees what leaves. */
  EXT_PROC(Names.EXT_PROC),
  /** Ends the chain. */
  ROUTER(Names.ROUTER);

  private final String filter;

  FilterOrder(String filter) {
    this.filter = filter;
  }

  static List<HttpFilter> chain(ListenerIr listener) {
    return Arrays.stream(values())
        .filter(filter -> listener.wildcards() || !filter.isForWildcards())
        .map(FilterOrder::translate)
        .toList();
  }

  private boolean isForWildcards() {
    return this == WILDCARD_HOST || this == WILDCARD_ROUTE;
  }

  private HttpFilter translate() {
    Message config =
        switch (this) {
          case LOWER_CASE_HOST -> HostTranslator.lowerCase();
          case WILDCARD_HOST -> HostTranslator.wildcard();
          case LOWER_CASE_ROUTE, WILDCARD_ROUTE -> HostTranslator.chooseAgain();
          case CORRELATION -> CorrelationTranslator.translate();
          case CORS -> CorsTranslator.translate();
          case EXT_AUTHZ -> ExtAuthzTranslator.translate();
          case EXT_PROC -> ExtProcTranslator.translate();
          case ROUTER -> Router.getDefaultInstance();
        };
    return HttpFilter.newBuilder()
        .setName(filter)
        .setTypedConfig(Deterministic.any(config))
        .build();
  }
}
