package dev.sluice.controller.xds.filter;

import com.google.protobuf.Any;
import dev.sluice.controller.ir.policy.RequestLimitIr;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.rbac.v3.Permission;
import io.envoyproxy.envoy.config.rbac.v3.Policy;
import io.envoyproxy.envoy.config.rbac.v3.Principal;
import io.envoyproxy.envoy.config.rbac.v3.RBAC.Action;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.extensions.filters.http.buffer.v3.Buffer;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBACPerRoute;
import io.envoyproxy.envoy.type.v3.Int64Range;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A translator of limits of request bodies. A rule on the length in the headers rejects a request
 * before its body arrives, and nothing is buffered. Only a body without a length is buffered,
 * because Envoy cannot reject a request whose headers it has already sent.
 */
public final class RequestLimitTranslator {
  /** The name of the rule, which is in the code details of a rejected request. */
  private static final String RULE = "request_limit";

  private static final String LENGTH = "content-length";

  private RequestLimitTranslator() {}

  /** Returns the settings of a route by filter. */
  public static Map<String, Any> perRoute(RequestLimitIr limit) {
    if (limit.maxBytes() == 0) {
      return Map.of();
    }
    Buffer buffer =
        Buffer.newBuilder().setMaxRequestBytes(EnvoyMessages.uint(limit.unsizedLimit())).build();
    Map<String, Any> filters = new LinkedHashMap<>();
    filters.put(XdsNames.REQUEST_LENGTH, DeterministicEncoding.any(lengthRule(limit.maxBytes())));
    filters.put(
        XdsNames.REQUEST_BUFFER, RouteFilterTranslator.perRouteWithout(LENGTH, "buffer", buffer));
    return filters;
  }

  private static RBACPerRoute lengthRule(int maxBytes) {
    HeaderMatcher longer =
        HeaderMatcher.newBuilder()
            .setName(LENGTH)
            .setRangeMatch(Int64Range.newBuilder().setStart(maxBytes + 1L).setEnd(Long.MAX_VALUE))
            .build();
    return RBACPerRoute.newBuilder()
        .setRbac(
            RBAC.newBuilder()
                .setRules(
                    io.envoyproxy
                        .envoy
                        .config
                        .rbac
                        .v3
                        .RBAC
                        .newBuilder()
                        .setAction(Action.DENY)
                        .putPolicies(
                            RULE,
                            Policy.newBuilder()
                                .addPermissions(Permission.newBuilder().setHeader(longer))
                                .addPrincipals(Principal.newBuilder().setAny(true))
                                .build())))
        .build();
  }
}
