package dev.sluice.extauthz.policy.file;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.token.introspection.IntrospectionSettings;
import dev.sluice.common.token.introspection.IntrospectionSettings.IntrospectionLimits;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.extauthz.policy.IssuerUrlRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A reader of the introspection settings of an issuer in a policy file. */
final class IntrospectionSettingsReader {
  private static final Duration MAX_CACHE_TIME = Duration.ofHours(1);
  private static final Duration MAX_REJECTION_CACHE_TIME = Duration.ofMinutes(1);
  private static final Duration MAX_TIMEOUT = Duration.ofSeconds(5);

  private final PolicyDocument document;
  private final DeploymentEnvironment environment;
  private final List<PolicyProblem> problems;

  IntrospectionSettingsReader(
      PolicyDocument document, DeploymentEnvironment environment, List<PolicyProblem> problems) {
    this.document = document;
    this.environment = environment;
    this.problems = problems;
  }

  Optional<IntrospectionSettings> read(JsonNode issuer, String pointer, IssuerSettings settings) {
    String url = issuer.path("introspection-url").asString();
    boolean plainHttp = issuer.path("plain-http").asBoolean(false);
    JsonNode node = issuer.path("introspection");
    String at = pointer + "/introspection";
    Path secret =
        document.file().resolveSibling(Path.of(node.path("client-secret-file").asString()));
    if (!Files.isReadable(secret)) {
      problem(at + "/client-secret-file", "is not a readable file");
    }
    IntrospectionLimits limits = limits(node, at);
    return switch (IssuerUrlRules.check(url, environment, plainHttp)) {
      case IssuerUrlRules.CheckResult.Allowed(JwksSource.Url(var uri, boolean loopback)) ->
          Optional.of(
              new IntrospectionSettings(
                  settings.name(),
                  settings.issuer(),
                  settings.audiences(),
                  uri,
                  loopback,
                  node.path("client-id").asString(),
                  secret,
                  limits));
      case IssuerUrlRules.CheckResult.Allowed _ -> Optional.empty();
      case IssuerUrlRules.CheckResult.Rejected(String rule) -> {
        problem(pointer + "/introspection-url", rule);
        yield Optional.empty();
      }
    };
  }

  private IntrospectionLimits limits(JsonNode node, String pointer) {
    IntrospectionLimits defaults = IntrospectionLimits.DEFAULTS;
    return new IntrospectionLimits(
        duration(node, pointer, "remember", defaults.cacheTime(), MAX_CACHE_TIME),
        duration(
            node,
            pointer,
            "remember-refusal",
            defaults.rejectionCacheTime(),
            MAX_REJECTION_CACHE_TIME),
        duration(node, pointer, "timeout", defaults.timeout(), MAX_TIMEOUT),
        node.path("concurrent").asInt(defaults.maxConcurrent()),
        node.path("answers").asInt(defaults.maxCached()));
  }

  private Duration duration(
      JsonNode node, String pointer, String key, Duration defaultValue, Duration max) {
    Duration set = PolicyDurationReader.read(node, key).orElse(defaultValue);
    if (set.compareTo(max) > 0 || !set.isPositive()) {
      problem(pointer + "/" + key, "must be more than 0 and at most " + max.toSeconds() + "s");
    }
    return set;
  }

  private void problem(String pointer, String rule) {
    problems.add(document.problem(pointer, rule));
  }
}
