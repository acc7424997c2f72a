package dev.sluice.extauthz.policy;

import dev.sluice.common.lifecycle.Environment;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.token.IssuerSettings;
import dev.sluice.common.token.JwksCache;
import dev.sluice.common.token.JwksSource;
import dev.sluice.common.token.TokenAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the issuers of a policy file. */
final class FileIssuers {
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final PolicyDocument document;
  private final Environment environment;
  private final JwksCache.Timing timing;
  private final List<PolicyProblem> problems;

  FileIssuers(
      PolicyDocument document,
      Environment environment,
      JwksCache.Timing timing,
      List<PolicyProblem> problems) {
    this.document = document;
    this.environment = environment;
    this.timing = timing;
    this.problems = problems;
  }

  Optional<IssuerPolicy> read(JsonNode node, String pointer) {
    IssuerSettings settings =
        new IssuerSettings(
            node.path("name").asString(),
            Optional.of(node.path("issuer").asString()),
            audiences(node),
            algorithms(node),
            duration(node, "clock-skew").orElse(CLOCK_SKEW),
            duration(node, "max-lifetime"));
    if (settings.clockSkew().compareTo(Duration.ofMinutes(10)) > 0) {
      problems.add(document.problem(pointer + "/clock-skew", "must be at most 10m"));
    }
    return source(node, pointer).map(s -> new IssuerPolicy(settings, Optional.of(s), timing));
  }

  private Optional<JwksSource> source(JsonNode node, String pointer) {
    if (node.has("jwks-file")) {
      Path file = Path.of(node.path("jwks-file").asString());
      // Beside the policy, so that both move together.
      return Optional.of(new JwksSource.File(document.file().resolveSibling(file)));
    }
    boolean plainHttp = node.path("plain-http").asBoolean(false);
    return switch (JwksAddress.check(node.path("jwks-url").asString(), environment, plainHttp)) {
      case JwksAddress.Check.Usable(JwksSource.Url url) -> Optional.of(url);
      case JwksAddress.Check.Refused(String rule) -> {
        problems.add(document.problem(pointer + "/jwks-url", rule));
        yield Optional.empty();
      }
    };
  }

  private static Set<String> audiences(JsonNode node) {
    Set<String> audiences = new HashSet<>();
    node.path("audiences").forEach(audience -> audiences.add(audience.asString()));
    return audiences;
  }

  private static Set<TokenAlgorithm> algorithms(JsonNode node) {
    Set<TokenAlgorithm> algorithms = EnumSet.noneOf(TokenAlgorithm.class);
    for (JsonNode name : node.path("algorithms")) {
      TokenAlgorithm.named(name.asString()).ifPresent(algorithms::add);
    }
    return algorithms.isEmpty() ? TokenAlgorithm.USUAL : algorithms;
  }

  /** The schema has made sure of the form. */
  private static Optional<Duration> duration(JsonNode node, String key) {
    String text = node.path(key).asString("").toUpperCase(Locale.ROOT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Duration.parse(text.endsWith("D") ? "P" + text : "PT" + text));
  }
}
