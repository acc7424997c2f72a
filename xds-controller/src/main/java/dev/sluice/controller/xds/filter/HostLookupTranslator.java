package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.Mutations;
import io.envoyproxy.envoy.extensions.filters.http.set_filter_state.v3.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A translator of the host lookup filters. Keys of scopes are exact, so a request without a match
 * for its host is looked up again with the host in lower case. On listeners with wildcard hosts,
 * the wildcard one label up is the last attempt. Routes disable these filters, so that a matched
 * request skips them.
 */
public final class HostLookupTranslator {
  private static final String LOWER_CASE = "request.host.lowerAscii()";

  /**
   * The expression for wildcard hosts; it keeps the lower-case host if that host already has a
   * route.
   */
  private static final String WILDCARD =
      "has(xds.route_name) ? "
          + LOWER_CASE
          + " : re.extract("
          + LOWER_CASE
          + ", '^[^.]+([.].+)$', '*\\\\1')";

  private HostLookupTranslator() {}

  /** Sets the host as the client sent it, without its port. */
  public static HeaderMutation hostAsSent() {
    return mutation("%REQ(:AUTHORITY)%");
  }

  static Message lowerCase() {
    return filter(LOWER_CASE);
  }

  static Message wildcard() {
    return filter(WILDCARD);
  }

  /** Clears the selected route, so that Envoy selects one again. */
  static Message repeatRouteSelection() {
    return Config.newBuilder().setUnknownFields(NewerEnvoyFields.CLEAR_ROUTE_CACHE).build();
  }

  /**
   * Returns route settings that disable the filters that only requests without a route or some
   * routes need.
   */
  public static Map<String, Any> disabledFilters() {
    Any off = DeterministicEncoding.any(FilterConfig.newBuilder().setDisabled(true).build());
    Map<String, Any> filters = new LinkedHashMap<>();
    for (String filter :
        List.of(
            XdsNames.LOWER_CASE_HOST,
            XdsNames.LOWER_CASE_ROUTE,
            XdsNames.WILDCARD_HOST,
            XdsNames.WILDCARD_ROUTE,
            XdsNames.CSRF,
            XdsNames.GRPC_WEB,
            XdsNames.BROTLI,
            XdsNames.ZSTD,
            XdsNames.GZIP,
            XdsNames.REQUEST_LENGTH,
            XdsNames.REQUEST_BUFFER,
            XdsNames.ADMISSION_CONTROL,
            XdsNames.GRPC_JSON,
            XdsNames.EXT_PROC)) {
      filters.put(filter, off);
    }
    return filters;
  }

  private static Message filter(String expression) {
    return io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
        .newBuilder()
        .setMutations(
            Mutations.newBuilder()
                .addRequestMutations(mutation("%CEL(" + expression + ")%"))
                .setUnknownFields(NewerEnvoyFields.STRING_FUNCTIONS))
        .build();
  }

  private static HeaderMutation mutation(String value) {
    return HeaderMutation.newBuilder()
        .setAppend(EnvoyMessages.overwriting(XdsNames.HOST_HEADER, value))
        .build();
  }
}
