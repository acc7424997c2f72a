package dev.sluice.extauthz.policy;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.token.introspection.IntrospectionSettings;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jwks.JwksSource;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A factory of policies for tests. */
public final class TestPolicies {
  private static final JwksCache.Timing TIMING =
      new JwksCache.Timing(Duration.ofHours(1), Duration.ofHours(2), false);

  private TestPolicies() {}

  /** Returns an issuer with the keys of a document, or without keys. */
  public static IssuerPolicy issuer(String name, String iss, Optional<String> document) {
    return new IssuerPolicy(
        new IssuerSettings(
            name,
            Optional.of(iss).filter(text -> !text.isEmpty()),
            Set.of(),
            TokenAlgorithm.DEFAULTS,
            Duration.ofMinutes(1),
            Optional.empty()),
        document.map(JwksSource.Inline::new),
        TIMING);
  }

  /** Returns an issuer with token introspection. */
  public static IssuerPolicy introspected(String name, URI uri, Path secret) {
    IssuerPolicy issuer = issuer(name, "urn:" + name, Optional.empty());
    IntrospectionSettings.IntrospectionLimits usual =
        IntrospectionSettings.IntrospectionLimits.DEFAULTS;
    return new IssuerPolicy(
        issuer.settings(),
        Optional.empty(),
        TIMING,
        ClaimNames.DEFAULTS,
        Optional.of(
            new IntrospectionSettings(
                name,
                issuer.settings().issuer(),
                Set.of(),
                uri,
                true,
                "sluice",
                secret,
                new IntrospectionSettings.IntrospectionLimits(
                    usual.cacheTime(),
                    usual.rejectionCacheTime(),
                    Duration.ofSeconds(30),
                    usual.maxConcurrent(),
                    usual.maxCached()))));
  }

  /** Returns a policy with the shipped levels and without routes. */
  public static AuthzPolicy policy(IssuerPolicy... issuers) {
    return new AuthzPolicy("policy-0.3", List.of(issuers), levels(), RouteRules.none());
  }

  /** Returns the shipped levels. */
  public static AccessLevelRules levels() {
    return new AccessLevelRules(
        List.of(
            rule("/v1/rag*", AccessLevel.VIEWER),
            rule("/v1/rag/index*", AccessLevel.ADMIN),
            rule("/v1/agent*", AccessLevel.DEVELOPER),
            rule("/exact", AccessLevel.ADMIN)));
  }

  public static AuthzPolicyCompiler compiler(DeploymentEnvironment environment) {
    return new AuthzPolicyCompiler(issuer(IssuerPolicy.DEFAULT, "", Optional.empty()), environment);
  }

  /** Returns the shipped policy. */
  public static AuthzPolicy shipped() {
    return switch (compiler(DeploymentEnvironment.DEV)
        .file()
        .load(Path.of("../policies/authz.yaml"))) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy;
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static AccessLevelRules.LevelRule rule(String pattern, AccessLevel level) {
    return new AccessLevelRules.LevelRule(new PathPattern(pattern), level);
  }

  /** Returns the policy of a spec, whose default issuer has these keys. */
  public static AuthzPolicy load(Path folder, String spec, Optional<String> keys) {
    String text =
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: policy-9}
        spec:
        """;
    return switch (new AuthzPolicyCompiler(
            issuer(IssuerPolicy.DEFAULT, "", keys), DeploymentEnvironment.PROD)
        .file()
        .load(folder.resolve("authz.yaml"), (text + spec).getBytes(StandardCharsets.UTF_8))) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy;
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  /** Returns the rules of a list of levels. */
  public static AccessLevelRules levels(Path folder, String levels) {
    return switch (load(folder, "  levels:\n" + levels.indent(4))) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy.levels();
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  /** Returns the request rules of a spec, loaded from a file in a folder. */
  public static RequestRules rules(Path folder, String spec) {
    return switch (load(folder, "  levels: []\n" + spec)) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy.requestRules();
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  /** Returns the problems of a spec, without the folder of the file. */
  public static List<String> problems(Path folder, String spec) {
    return switch (load(folder, "  levels: []\n" + spec)) {
      case PolicyResult.Loaded<AuthzPolicy> _ -> List.of();
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          problems.stream().map(each -> each.toString().replace(folder + "/", "")).toList();
    };
  }

  private static PolicyResult<AuthzPolicy> load(Path folder, String spec) {
    String text =
        """
        apiVersion: sluice.dev/v1
        kind: AuthzPolicy
        metadata: {name: authz, version: policy-9}
        spec:
        """;
    return compiler(DeploymentEnvironment.PROD)
        .file()
        .load(folder.resolve("authz.yaml"), (text + spec).getBytes(StandardCharsets.UTF_8));
  }
}
