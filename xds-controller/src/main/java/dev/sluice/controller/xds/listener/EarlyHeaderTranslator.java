package dev.sluice.controller.xds.listener;

import dev.sluice.common.header.ForgeableHeaders;
import dev.sluice.controller.xds.filter.HostLookupTranslator;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A translator of the early header changes, which run before any other filter. They remove headers
 * that only Sluice may set, and add the listener's name and the host for the choice of the scope.
 */
final class EarlyHeaderTranslator {
  private static final String NAME = "envoy.http.early_header_mutation.header_mutation";

  /**
   * The identity headers and proofs that upstreams trust, so only ext_authz may set them. The
   * tenant is missing here, because ext_authz compares it with the token's tenant and always
   * replaces or removes it.
   */
  private static final List<String> IDENTITY =
      List.of(
          "x-user-id", "x-project-id", "x-workspace-id", "x-policy-version", "x-internal-token");

  /** The prefixes of headers that belong to Sluice and Envoy: timeouts, retries, routing. */
  private static final List<String> OWN_PREFIXES = List.of("x-sluice-", "x-envoy-");

  private EarlyHeaderTranslator() {}

  static TypedExtensionConfig translate(String listener, ForgeableHeaders forgeable) {
    var mutations =
        io.envoyproxy.envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation
            .newBuilder();
    IDENTITY.forEach(name -> mutations.addMutations(removal(name)));
    forgeable.names().stream().sorted().forEach(name -> mutations.addMutations(removal(name)));
    forgeable
        .prefixes()
        .forEach(prefix -> mutations.addMutations(removal(prefix, forgeable.kept())));
    OWN_PREFIXES.forEach(prefix -> mutations.addMutations(NewerEnvoyFields.removeByPrefix(prefix)));
    mutations.addMutations(
        HeaderMutation.newBuilder()
            .setAppend(EnvoyMessages.overwriting(XdsNames.LISTENER_HEADER, listener)));
    mutations.addMutations(HostLookupTranslator.hostAsSent());
    return EnvoyMessages.extension(NAME, mutations.build());
  }

  /** Returns the removal of all names with a prefix, except some. */
  private static HeaderMutation removal(String prefix, Set<String> kept) {
    Set<String> ends = new TreeSet<>();
    for (String name : kept) {
      if (name.startsWith(prefix)) {
        ends.add(name.substring(prefix.length()));
      }
    }
    return ends.isEmpty()
        ? NewerEnvoyFields.removeByPrefix(prefix)
        : NewerEnvoyFields.removeByPattern(prefix + OtherTexts.than(ends));
  }

  private static HeaderMutation removal(String name) {
    return HeaderMutation.newBuilder().setRemove(name).build();
  }
}
