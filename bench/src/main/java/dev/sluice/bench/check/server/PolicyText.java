package dev.sluice.bench.check.server;

import dev.sluice.bench.check.token.BenchIssuer;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The policy file: an issuer for each algorithm, and routes and levels like those of the shipped
 * one.
 */
public final class PolicyText {
  private PolicyText() {}

  /** The file with an issuer's keys, in the folder of the processes. */
  public static String keyFile(BenchIssuer issuer) {
    return issuer.algorithm().segment() + ".json";
  }

  /** With the keys of issuers in files; decisions are written down before the answer in prod. */
  public static String of(Collection<BenchIssuer> issuers) {
    return of(issuers, "prod");
  }

  /** The same where decisions of another environment are written down before the answer. */
  public static String of(Collection<BenchIssuer> issuers, String beforeAnswer) {
    return of(issuers, beforeAnswer, issuer -> "jwks-file: " + keyFile(issuer));
  }

  /** With a line that tells where an issuer has its keys. */
  public static String of(Collection<BenchIssuer> issuers, Function<BenchIssuer, String> keys) {
    return of(issuers, "prod", keys);
  }

  private static String of(
      Collection<BenchIssuer> issuers, String beforeAnswer, Function<BenchIssuer, String> keys) {
    return """
    apiVersion: sluice.dev/v1
    kind: AuthzPolicy
    metadata: {name: authz, version: bench-1}
    spec:
      journal: {before-answer: [%s]}
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
            beforeAnswer,
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
