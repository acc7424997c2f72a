package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.edge.HeaderChanges;
import dev.sluice.controller.ir.policy.HeaderPolicyIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import java.util.ArrayList;
import java.util.List;

/** A translator of header policies. Envoy removes headers before it sets others. */
final class HeaderPolicyTranslator {
  private HeaderPolicyTranslator() {}

  static void apply(HeaderPolicyIr policy, Route.Builder route) {
    route
        .addAllRequestHeadersToAdd(values(policy.request()))
        .addAllRequestHeadersToRemove(policy.request().remove())
        .addAllResponseHeadersToAdd(values(policy.response()))
        .addAllResponseHeadersToRemove(policy.response().remove());
  }

  private static List<HeaderValueOption> values(HeaderChanges changes) {
    List<HeaderValueOption> values = new ArrayList<>();
    changes.set().forEach((name, value) -> values.add(EnvoyMessages.overwriting(name, value)));
    changes
        .add()
        .forEach((name, value) ->
            values.add(
                EnvoyMessages.header(name, value, HeaderAppendAction.APPEND_IF_EXISTS_OR_ADD)));
    return values;
  }
}
