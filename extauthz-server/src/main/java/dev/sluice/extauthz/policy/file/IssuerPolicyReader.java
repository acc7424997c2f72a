package dev.sluice.extauthz.policy.file;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.extauthz.policy.ClaimNames;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.IssuerUrlRules;
import dev.sluice.extauthz.policy.TokenAlgorithmRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A reader of the issuers of a policy file. */
final class IssuerPolicyReader {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final PolicyDocument document;
  private final DeploymentEnvironment environment;
  private final JwksCache.Timing timing;
  private final List<PolicyProblem> problems;

  IssuerPolicyReader(
      PolicyDocument document,
      DeploymentEnvironment environment,
      JwksCache.Timing timing,
      List<PolicyProblem> problems) {
    this.document = document;
    this.environment = environment;
    this.timing = timing;
    this.problems = problems;
  }

  Optional<IssuerPolicy> read(JsonNode node, String pointer) {
    Set<TokenAlgorithm> named = algorithms(node);
    boolean inFile = node.has("jwks-file");
    TokenAlgorithmRules.violatedRule(named, inFile)
        .ifPresent(rule -> problems.add(document.problem(pointer + "/algorithms", rule)));
    // With a problem there is no policy, but the rest of the issuer is checked.
    boolean fit = TokenAlgorithm.compatible(named);
    IssuerSettings settings = settings(node, fit ? named : TokenAlgorithm.DEFAULTS);
    if (settings.clockSkew().compareTo(Duration.ofMinutes(10)) > 0) {
      problems.add(document.problem(pointer + "/clock-skew", "must be at most 10m"));
    }
    ClaimNames claims = claims(node.path("claims"));
    if (node.has("introspection-url")) {
      return new IntrospectionSettingsReader(document, environment, problems)
          .read(node, pointer, settings)
          .map(introspection ->
              new IssuerPolicy(
                  settings, Optional.empty(), timing, claims, Optional.of(introspection)));
    }
    return source(node, pointer)
        .map(source -> new IssuerPolicy(settings, Optional.of(source), timing, claims));
  }

  private static IssuerSettings settings(JsonNode node, Set<TokenAlgorithm> algorithms) {
    return new IssuerSettings(
        node.path("name").asString(),
        Optional.of(node.path("issuer").asString()),
        Set.copyOf(texts(node.path("audiences"))),
        algorithms,
        PolicyDurationReader.read(node, "clock-skew").orElse(CLOCK_SKEW),
        PolicyDurationReader.read(node, "max-lifetime"),
        Set.copyOf(texts(node.path("types"))),
        Set.copyOf(texts(node.path("required-claims"))));
  }

  private Optional<JwksSource> source(JsonNode node, String pointer) {
    if (node.has("jwks-file")) {
      Path file = Path.of(node.path("jwks-file").asString());
      // Resolves the key file against the folder of the policy, so that both can be moved together.
      return Optional.of(new JwksSource.File(document.file().resolveSibling(file)));
    }
    boolean plainHttp = node.path("plain-http").asBoolean(false);
    String key = node.has("jwks-url") ? "jwks-url" : "issuer";
    String address = node.path(key).asString();
    IssuerUrlRules.CheckResult check =
        node.has("jwks-url")
            ? IssuerUrlRules.check(address, environment, plainHttp)
            : IssuerUrlRules.checkIssuer(address, environment, plainHttp);
    return switch (check) {
      case IssuerUrlRules.CheckResult.Allowed(JwksSource source) -> Optional.of(source);
      case IssuerUrlRules.CheckResult.Rejected(String rule) -> {
        problems.add(document.problem(pointer + "/" + key, rule));
        yield Optional.empty();
      }
    };
  }

  private static ClaimNames claims(JsonNode node) {
    return ClaimNames.read(
        (meaning, defaults) -> node.has(meaning) ? texts(node.path(meaning)) : defaults);
  }

  private static List<String> texts(JsonNode node) {
    Set<String> seen = new HashSet<>();
    List<String> texts = new ArrayList<>();
    for (JsonNode text : node) {
      if (seen.add(text.asString())) {
        texts.add(text.asString());
      }
    }
    return texts;
  }

  private static Set<TokenAlgorithm> algorithms(JsonNode node) {
    Set<TokenAlgorithm> algorithms = EnumSet.noneOf(TokenAlgorithm.class);
    for (JsonNode name : node.path("algorithms")) {
      TokenAlgorithm.ofName(name.asString()).ifPresent(algorithms::add);
    }
    return algorithms.isEmpty() ? TokenAlgorithm.DEFAULTS : algorithms;
  }
}
