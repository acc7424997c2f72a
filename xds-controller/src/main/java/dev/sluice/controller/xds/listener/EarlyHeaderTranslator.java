package dev.sluice.controller.xds.listener;

import dev.sluice.controller.xds.filter.HostLookupTranslator;
import dev.sluice.controller.xds.resource.DeterministicEncoding;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import dev.sluice.controller.xds.resource.NewerEnvoyFields;
import dev.sluice.controller.xds.resource.XdsNames;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption.HeaderAppendAction;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.List;

/**
 * What happens to the headers of a request before anything reads them: whatever only Sluice may say
 * is taken away, and the listener's name and the host are put in for the choice of the scope.
 */
final class EarlyHeaderTranslator {
  private static final String NAME = "envoy.http.early_header_mutation.header_mutation";

  /**
   * Identity and proofs that upstreams believe, so only ext_authz may set them. The tenant is not
   * among them: ext_authz compares it with the token's and always replaces or removes it.
   */
  private static final List<String> IDENTITY =
      List.of(
          "x-user-id", "x-project-id", "x-workspace-id", "x-policy-version", "x-internal-token");

  /** Headers by which some frameworks take another path or method than the one authorized. */
  private static final List<String> OVERRIDES =
      List.of(
          "x-original-url",
          "x-original-uri",
          "x-original-path",
          "x-original-method",
          "x-rewrite-url",
          "x-forwarded-uri",
          "x-forwarded-path",
          "x-forwarded-prefix",
          "x-forwarded-method",
          "x-http-method",
          "x-http-method-override",
          "x-method-override");

  /** Names that begin so are Sluice's and Envoy's own: timeouts, retries, routing. */
  private static final List<String> OWN_PREFIXES = List.of("x-sluice-", "x-envoy-");

  private EarlyHeaderTranslator() {}

  static TypedExtensionConfig translate(String listener) {
    var mutations =
        io.envoyproxy.envoy.extensions.http.early_header_mutation.header_mutation.v3.HeaderMutation
            .newBuilder();
    IDENTITY.forEach(name -> mutations.addMutations(removal(name)));
    OVERRIDES.forEach(name -> mutations.addMutations(removal(name)));
    OWN_PREFIXES.forEach(prefix -> mutations.addMutations(NewerEnvoyFields.removeByPrefix(prefix)));
    mutations.addMutations(
        HeaderMutation.newBuilder()
            .setAppend(
                EnvoyMessages.header(
                    XdsNames.LISTENER_HEADER,
                    listener,
                    HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)));
    mutations.addMutations(HostLookupTranslator.hostAsSent());
    return TypedExtensionConfig.newBuilder()
        .setName(NAME)
        .setTypedConfig(DeterministicEncoding.any(mutations.build()))
        .build();
  }

  private static HeaderMutation removal(String name) {
    return HeaderMutation.newBuilder().setRemove(name).build();
  }
}
