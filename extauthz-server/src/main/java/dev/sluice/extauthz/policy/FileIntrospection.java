package dev.sluice.extauthz.policy;

import dev.sluice.common.lifecycle.Environment;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.token.IntrospectionSettings;
import dev.sluice.common.token.IntrospectionSettings.Pace;
import dev.sluice.common.token.IssuerSettings;
import dev.sluice.common.token.JwksSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads how an issuer of a policy file is asked about its tokens. */
final class FileIntrospection {
  private static final Duration LONGEST_REMEMBERED = Duration.ofHours(1);
  private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(1);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(5);

  private final PolicyDocument document;
  private final Environment environment;
  private final List<PolicyProblem> problems;

  FileIntrospection(
      PolicyDocument document, Environment environment, List<PolicyProblem> problems) {
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
      problem(at + "/client-secret-file", "is no file that can be read");
    }
    Pace pace = pace(node, at);
    return switch (JwksAddress.check(url, environment, plainHttp)) {
      case JwksAddress.Check.Usable(JwksSource.Url(var uri, boolean loopback)) ->
          Optional.of(
              new IntrospectionSettings(
                  settings.name(),
                  settings.issuer(),
                  settings.audiences(),
                  uri,
                  loopback,
                  node.path("client-id").asString(),
                  secret,
                  pace));
      case JwksAddress.Check.Usable _ -> Optional.empty();
      case JwksAddress.Check.Refused(String rule) -> {
        problem(pointer + "/introspection-url", rule);
        yield Optional.empty();
      }
    };
  }

  private Pace pace(JsonNode node, String pointer) {
    Pace usual = Pace.USUAL;
    return new Pace(
        duration(node, pointer, "remember", usual.remember(), LONGEST_REMEMBERED),
        duration(node, pointer, "remember-refusal", usual.rememberRefusal(), LONGEST_REFUSAL),
        duration(node, pointer, "timeout", usual.timeout(), LONGEST_TIMEOUT),
        node.path("concurrent").asInt(usual.concurrent()),
        node.path("answers").asInt(usual.answers()));
  }

  private Duration duration(
      JsonNode node, String pointer, String key, Duration usual, Duration longest) {
    Duration set = FileDuration.read(node, key).orElse(usual);
    if (set.compareTo(longest) > 0 || !set.isPositive()) {
      problem(pointer + "/" + key, "must be more than 0 and at most " + longest.toSeconds() + "s");
    }
    return set;
  }

  private void problem(String pointer, String rule) {
    problems.add(document.problem(pointer, rule));
  }
}
