package dev.sluice.extauthz.policy.file;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.AccessLevelRules;
import dev.sluice.extauthz.policy.AddressRules;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.PathPattern;
import dev.sluice.extauthz.policy.RequestRules;
import dev.sluice.extauthz.policy.RouteRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A compiler of policies/authz.yaml, with the issuer that the configuration defines. */
public final class AuthzPolicyCompiler implements PolicyCompiler<AuthzPolicy> {
  /** The kind in the envelope of the policy file. */
  public static final String KIND = "AuthzPolicy";

  private static final Set<String> RESERVED_NAMES = Set.of("apikey", "dev", "mtls");
  private static final String SCHEMA = "policies/schema/authz.schema.json";

  private final IssuerPolicy defaultIssuer;
  private final DeploymentEnvironment environment;
  private final Supplier<Map<String, String>> otherLists;

  /** Creates a compiler of a file that is in force without a file of address lists. */
  public AuthzPolicyCompiler(IssuerPolicy defaultIssuer, DeploymentEnvironment environment) {
    this(defaultIssuer, environment, Map::of);
  }

  /**
   * Creates a compiler.
   *
   * @param otherLists the places of the address lists of the file of them, by id
   */
  public AuthzPolicyCompiler(
      IssuerPolicy defaultIssuer,
      DeploymentEnvironment environment,
      Supplier<Map<String, String>> otherLists) {
    this.defaultIssuer = defaultIssuer;
    this.environment = environment;
    this.otherLists = otherLists;
  }

  /**
   * Returns a compiler outside of a server. It has a placeholder for the issuer that the
   * configuration of a server defines.
   */
  public static AuthzPolicyCompiler withoutServer(DeploymentEnvironment environment) {
    var issuer =
        new IssuerPolicy(
            new IssuerSettings(
                IssuerPolicy.DEFAULT,
                Optional.empty(),
                Set.of(),
                TokenAlgorithm.DEFAULTS,
                Duration.ofMinutes(1),
                Optional.empty()),
            Optional.empty(),
            new JwksCache.Timing(Duration.ofMinutes(1), Duration.ofMinutes(5), false));
    return new AuthzPolicyCompiler(issuer, environment);
  }

  /** Returns the loader of the policy file. */
  public PolicyFile<AuthzPolicy> file() {
    return new PolicyFile<>(KIND, SCHEMA, this);
  }

  @Override
  public AuthzPolicy compile(PolicyDocument document, List<PolicyProblem> problems) {
    // Keeps the name of an invalid issuer, so that the problem is not repeated for each route.
    Set<String> names = new HashSet<>(Set.of(IssuerPolicy.DEFAULT));
    List<IssuerPolicy> issuers = issuers(document, names, problems);
    RouteRules routes =
        new PolicyRouteReader(document, names, withIntrospection(issuers), problems).readAll();
    var rules =
        new RequestRules(
            AddressRules.of(new AddressRuleReader(document, otherLists.get(), problems).readAll()),
            new ConditionReader(document, problems).read(),
            new LimitRuleReader(document, problems).read(),
            new BlockingReader(document, problems).read());
    return new AuthzPolicy(
        document.version(),
        issuers,
        levels(document, problems),
        routes,
        rules,
        new HeaderContractReader(document, problems).readAll(),
        new JournalReader(document, problems).read().keeping(rules.conditions(), issuers),
        document.id());
  }

  @Override
  public List<Path> attachments(PolicyDocument document) {
    return AddressRuleReader.referencedFiles(document);
  }

  private static Set<String> withIntrospection(List<IssuerPolicy> issuers) {
    return issuers.stream()
        .filter(issuer -> issuer.introspection().isPresent())
        .map(IssuerPolicy::name)
        .collect(Collectors.toSet());
  }

  private List<IssuerPolicy> issuers(
      PolicyDocument document, Set<String> names, List<PolicyProblem> problems) {
    List<IssuerPolicy> issuers = new ArrayList<>(List.of(defaultIssuer));
    IssuerPolicyReader reader =
        new IssuerPolicyReader(document, environment, defaultIssuer.timing(), problems);
    JsonNode nodes = document.spec().path("issuers");
    for (int i = 0; i < nodes.size(); i++) {
      if (document.entry("issuers", i).isEmpty()) {
        continue;
      }
      String name = nodes.get(i).path("name").asString();
      String pointer = "/issuers/" + i;
      if (name.equals(IssuerPolicy.DEFAULT)) {
        problems.add(
            document.problem(
                pointer + "/name",
                "is reserved for the issuer of the JWT_* variables; use another name"));
      } else if (RESERVED_NAMES.contains(name)) {
        problems.add(
            document.problem(
                pointer + "/name", "is reserved for callers without a token; use another name"));
      } else if (!names.add(name)) {
        problems.add(
            document.problem(
                pointer + "/name", "is the name of another issuer; use a unique name"));
      }
      reader.read(nodes.get(i), pointer).ifPresent(issuers::add);
    }
    return issuers;
  }

  private static AccessLevelRules levels(PolicyDocument document, List<PolicyProblem> problems) {
    List<AccessLevelRules.LevelRule> rules = new ArrayList<>();
    Set<String> patterns = new HashSet<>();
    JsonNode nodes = document.spec().path("levels");
    for (int i = 0; i < nodes.size(); i++) {
      if (document.entry("levels", i).isEmpty()) {
        continue;
      }
      PathPattern pattern = new PathPattern(nodes.get(i).path("path").asString());
      String pointer = "/levels/" + i + "/path";
      boolean shadow = nodes.get(i).path("mode").asString("").equals("shadow");
      if (!patterns.add(shadow + pattern.text().toLowerCase(Locale.ROOT))) {
        problems.add(document.problem(pointer, "is the path of another level rule; remove one"));
      }
      if (!pattern.isNormal()) {
        problems.add(document.problem(pointer, PathPattern.NOT_NORMAL));
      }
      rules.add(
          new AccessLevelRules.LevelRule(
              pattern,
              AccessLevel.parse(nodes.get(i).path("level").asString()),
              nodes.get(i).path("roles").valueStream().map(JsonNode::asString).toList(),
              shadow));
    }
    return new AccessLevelRules(rules);
  }
}
