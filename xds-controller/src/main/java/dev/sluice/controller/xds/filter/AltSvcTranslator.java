package dev.sluice.controller.xds.filter;

import com.google.protobuf.Message;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.Mutations;

/** A translator of the filter that announces HTTP/3 on the same port in every response. */
final class AltSvcTranslator {
  private AltSvcTranslator() {}

  static Message translate(ListenerIr listener) {
    HeaderMutation announcement =
        HeaderMutation.newBuilder()
            .setAppend(
                EnvoyMessages.overwriting("alt-svc", "h3=\":" + listener.port() + "\"; ma=86400"))
            .build();
    return io.envoyproxy.envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
        .newBuilder()
        .setMutations(Mutations.newBuilder().addResponseMutations(announcement))
        .build();
  }
}
