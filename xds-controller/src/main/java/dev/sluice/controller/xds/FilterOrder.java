package dev.sluice.controller.xds;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.Arrays;
import java.util.List;

/** The HTTP filters in their order, each with the reason for its place. */
enum FilterOrder {
  /** First: decisions, findings, denials and local replies all carry the id. */
  CORRELATION(Names.HEADER_MUTATION, false),
  /** Before any body is looked at: who may not pass costs no inspection. */
  EXT_AUTHZ(Names.EXT_AUTHZ, false),
  /** After ext_authz, whose metadata it needs; last before the router, so it sees what leaves. */
  EXT_PROC(Names.EXT_PROC, true),
  /** Ends the chain. */
  ROUTER(Names.ROUTER, false);

  private final String filter;
  private final boolean offByDefault;

  FilterOrder(String filter, boolean offByDefault) {
    this.filter = filter;
    this.offByDefault = offByDefault;
  }

  static List<HttpFilter> chain() {
    return Arrays.stream(values()).map(FilterOrder::translate).toList();
  }

  private HttpFilter translate() {
    Message config =
        switch (this) {
          case CORRELATION -> CorrelationTranslator.translate();
          case EXT_AUTHZ -> ExtAuthzTranslator.translate();
          case EXT_PROC -> ExtProcTranslator.translate();
          case ROUTER -> Router.getDefaultInstance();
        };
    return HttpFilter.newBuilder()
        .setName(filter)
        .setTypedConfig(Deterministic.any(config))
        .setDisabled(offByDefault)
        .build();
  }
}
