package dev.sluice.bench.authz;

import dev.sluice.bench.authz.token.BenchIssuer;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The policy file: an issuer for each algorithm, and routes and levels like those of the shipped
 * one.
 */
final class PolicyText {
  private PolicyText() {}

  /** With the keys of issuers in files. */
  static String of(Collection<BenchIssuer> issuers) {
    return of(issuers, issuer -> "jwks-file: " + Servers.keyFile(issuer));
  }

  /** With a line that tells where an issuer has its keys. */
  static String of(Collection<BenchIssuer> issuers, Function<BenchIssuer, String> keys) {
    return """
    apiVersion: sluice.dev/v1
    kind: AuthzPolicy
    metadata: {name: authz, version: bench-1}
    spec:
      issuers:
    %s
      levels:
        - {path: "/v1/rs/rag/index*", level: admin}
        - {path: "/v1/rs/rag*", level: viewer}
        - {path: "/v1/rs/agent*", level: developer}
        - {path: "*", level: viewer}
      routes:
    %s
    """
        .formatted(
            issuers.stream()
                .map(issuer -> issuer(issuer, keys.apply(issuer)))
                .collect(Collectors.joining("\n")),
            issuers.stream().map(PolicyText::routes).collect(Collectors.joining("\n")));
  }

  private static String issuer(BenchIssuer issuer, String keys) {
    return """
        - {name: %s, issuer: "%s", audiences: [%s], %s, algorithms: [%s]}\
    """
        .formatted(
            issuer.algorithm().segment(),
            issuer.url(),
            BenchIssuer.AUDIENCE,
            keys,
            issuer.algorithm());
  }

  private static String routes(BenchIssuer issuer) {
    return """
        - {id: %1$s-rag, path: "/v1/%1$s/rag*", target: rag, issuers: [%1$s]}
        - {id: %1$s-agent, path: "/v1/%1$s/agent*", target: agent, issuers: [%1$s]}
        - {id: %1$s-chat, path: "/v1/%1$s/chat*", target: chat, issuers: [%1$s], inspection: pre-and-incremental}
        - {id: %1$s-completions, path: "/v1/%1$s/completions", target: autocomplete, issuers: [%1$s]}\
    """
        .formatted(issuer.algorithm().segment());
  }
}
