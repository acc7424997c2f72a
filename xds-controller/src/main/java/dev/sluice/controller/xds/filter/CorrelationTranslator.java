package dev.sluice.controller.xds.filter;

import com.google.protobuf.Message;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.Mutations;

/**
 * A translator of the correlation id filter. It keeps the client's id or copies the request id, and
 * adds the id to every response.
 */
final class CorrelationTranslator {
  private CorrelationTranslator() {}

  static Message translate() {
    Mutations mutations =
        Mutations.newBuilder()
            .addRequestMutations(
                mutation("corr-%REQ(X-REQUEST-ID)%", HeaderAppendAction.ADD_IF_ABSENT))
            .addResponseMutations(
                mutation("%REQ(X-CORRELATION-ID)%", HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD))
            .build();
    return io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
        .newBuilder()
        .setMutations(mutations)
        .build();
  }

  private static HeaderMutation mutation(String value, HeaderAppendAction action) {
    return HeaderMutation.newBuilder()
        .setAppend(EnvoyMessages.header(XdsNames.CORRELATION_HEADER, value, action))
        .build();
  }
}
