package dev.sluice.common.manifests;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules for who may speak to whom: deny by default, mutual TLS, TLS 1.3, complete checks. */
final class EdgeRules {
  private static final String EXT_PROC = "envoy.filters.http.ext_proc";

  private EdgeRules() {}

  /** Returns the namespaces of workloads in which something passes that no policy names. */
  static Stream<String> denyByDefault(ManifestSet set, boolean mesh) {
    Set<String> namespaces =
        set.workloads()
            .map(KubernetesObject::namespace)
            .collect(Collectors.toCollection(TreeSet::new));
    return namespaces.stream()
        .flatMap(namespace -> {
          boolean network =
              set.ofKind("NetworkPolicy")
                  .filter(policy -> policy.namespace().equals(namespace))
                  .filter(policy -> policy.spec("podSelector").text().equals("{}"))
                  .anyMatch(EdgeRules::deniesBoth);
          boolean identity =
              set.ofKind("AuthorizationPolicy")
                  .filter(policy -> policy.namespace().equals(namespace))
                  .anyMatch(policy -> policy.root().at("spec").text().equals("{}"));
          return network && (identity || !mesh)
              ? Stream.empty()
              : Stream.of(set + ": the namespace '" + namespace + "' has no deny-by-default");
        });
  }

  private static boolean deniesBoth(KubernetesObject policy) {
    return policy.spec("policyTypes").texts().containsAll(List.of("Ingress", "Egress"))
        && !policy.spec("ingress").isPresent()
        && !policy.spec("egress").isPresent();
  }

  /** Returns rules that let in more than named identities or namespaces. */
  static Stream<String> openAllows(ManifestSet set) {
    return set.ofKind("AuthorizationPolicy")
        .filter(policy -> policy.spec("action").text().equals("ALLOW"))
        .filter(policy -> twinOf(set, policy).findAny().isEmpty())
        .flatMap(policy ->
            policy
                .spec("rules")
                .items()
                .filter(rule ->
                    rule.at("from")
                        .items()
                        .map(from -> from.at("source"))
                        .noneMatch(source ->
                            source.at("principals").isPresent()
                                || source.at("namespaces").isPresent()))
                .map(_ -> policy + ": a rule names nobody"));
  }

  /** Returns the CUSTOM policies whose ALLOW is absent or another. */
  static Stream<String> twins(ManifestSet set) {
    Stream<String> absent =
        set.ofKind("AuthorizationPolicy")
            .filter(policy -> policy.spec("action").text().equals("CUSTOM"))
            .filter(policy ->
                set.ofKind("AuthorizationPolicy")
                    .filter(other -> other.spec("action").text().equals("ALLOW"))
                    .filter(other -> twinOf(set, other).anyMatch(policy::equals))
                    .findAny()
                    .isEmpty())
            .map(policy -> policy + ": no ALLOW policy lets in what it checked");
    Stream<String> wider =
        set.ofKind("AuthorizationPolicy")
            .flatMap(policy ->
                twinOf(set, policy)
                    .filter(custom -> !custom.spec("rules").equals(policy.spec("rules")))
                    .map(custom -> policy + ": its rules are not those of " + custom.name()));
    return Stream.concat(absent, wider);
  }

  /** Returns the CUSTOM policy with this name, but for the ending, and for the same pods. */
  private static Stream<KubernetesObject> twinOf(ManifestSet set, KubernetesObject allow) {
    return set.ofKind("AuthorizationPolicy")
        .filter(policy -> policy.spec("action").text().equals("CUSTOM"))
        .filter(policy -> allow.name().equals(policy.name() + "-allow"))
        .filter(policy -> policy.source().equals(allow.source()))
        .filter(policy ->
            policy.spec("selector").equals(allow.spec("selector"))
                && policy.spec("targetRefs").equals(allow.spec("targetRefs")));
  }

  /** Returns connections that may be plain, or encrypted with less than TLS 1.3. */
  static Stream<String> encryption(ManifestSet set) {
    Stream<String> plain =
        set.ofKind("PeerAuthentication")
            .filter(policy -> !policy.spec("mtls", "mode").text().equals("STRICT"))
            .map(policy -> policy + ": mtls.mode must be STRICT");
    Stream<String> servers =
        set.ofKind("Gateway")
            .flatMap(gateway ->
                gateway
                    .spec("servers")
                    .items()
                    .filter(server -> !minimum(server).equals("TLSV1_3"))
                    .map(_ -> gateway + ": minProtocolVersion must be TLSV1_3"));
    Stream<String> clients =
        set.ofKind("ClientTrafficPolicy")
            .filter(policy -> !policy.spec("tls", "minVersion").text().equals("1.3"))
            .map(policy -> policy + ": tls.minVersion must be 1.3");
    return Stream.of(plain, servers, clients).flatMap(problems -> problems);
  }

  private static String minimum(ManifestNode server) {
    return server.at("tls", "minProtocolVersion").text();
  }

  /** Returns the ext_proc filters that could let a body pass without inspection. */
  static Stream<String> inspection(ManifestSet set) {
    Stream<String> istio =
        set.ofKind("EnvoyFilter")
            .flatMap(object ->
                object
                    .root()
                    .all()
                    .filter(node -> node.at("name").text().equals(EXT_PROC))
                    .map(node -> node.at("typed_config"))
                    .flatMap(EdgeRules::filterProblems)
                    .map(problem -> object + ": " + problem));
    Stream<String> modes =
        set.ofKind("EnvoyFilter")
            .flatMap(object ->
                object
                    .root()
                    .all()
                    .map(node -> node.at("processing_mode"))
                    .filter(ManifestNode::isPresent)
                    .flatMap(EdgeRules::modeProblems)
                    .map(problem -> object + ": " + problem));
    Stream<String> envoyGateway =
        set.ofKind("EnvoyExtensionPolicy")
            .flatMap(policy -> policy.spec("extProc").items())
            .filter(extension ->
                !extension.at("failOpen").text().equals("false")
                    || !extension
                        .at("processingMode")
                        .labels()
                        .keySet()
                        .equals(Set.of("request", "response"))
                    || !extension.at("messageTimeout").isPresent())
            .map(_ -> "EnvoyExtensionPolicy: must fail closed, inspect both ways, have a timeout");
    return Stream.of(istio, modes, envoyGateway).flatMap(problems -> problems);
  }

  private static Stream<String> filterProblems(ManifestNode filter) {
    return Stream.of(
            filter.at("failure_mode_allow").text().equals("false") ? "" : "it must fail closed",
            filter.at("message_timeout").isPresent() ? "" : "message_timeout is missing",
            filter.at("processing_mode").isPresent() ? "" : "processing_mode is missing")
        .filter(problem -> !problem.isEmpty());
  }

  private static Stream<String> modeProblems(ManifestNode mode) {
    return Stream.of(
            mode.at("request_body_mode").text().equals("FULL_DUPLEX_STREAMED"),
            mode.at("response_body_mode").text().equals("FULL_DUPLEX_STREAMED"),
            mode.at("request_trailer_mode").text().equals("SEND"),
            mode.at("response_trailer_mode").text().equals("SEND"))
        .filter(right -> !right)
        .map(_ -> "bodies must be full-duplex with trailers: " + mode.labels());
  }
}
