package dev.sluice.ctl.policytest.run;

import dev.sluice.common.Secret;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.rbac.RbacPolicy;
import dev.sluice.common.rbac.RbacPolicyCompiler;
import dev.sluice.common.tier.TierPolicy;
import dev.sluice.common.tier.TierPolicyCompiler;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.ctl.policytest.run.TestedPolicies.LoadedAuthz;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IpRules;
import dev.sluice.extauthz.policy.file.AddressRuleReader;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import dev.sluice.extauthz.policy.file.IpRulesCompiler;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.ModelRules;
import dev.sluice.extproc.policy.ModelRulesCompiler;
import dev.sluice.extproc.rewriter.HashKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A loader of the policies of test files with the loaders of the servers. It reads each file once,
 * and keeps what it compiled.
 */
public final class PolicySetLoader {
  private static final String TEST_KEY = "key of policy tests";
  private static final String WITHOUT_ACCESS =
      "needs an access policy beside it; name a file of kind AuthzPolicy too";

  private final PolicyFile<DlpPolicy> dlp =
      DlpPolicyCompiler.file(Optional.of(new HashKey(Secret.of(TEST_KEY))));
  private final PolicyFile<WafPolicy> waf = WafCompiler.file();
  private final PolicyFile<AuthzPolicy> authz =
      AuthzPolicyCompiler.withoutServer(DeploymentEnvironment.PROD).file();
  private final PolicyFile<RbacPolicy> rbac = RbacPolicyCompiler.file();
  private final PolicyFile<ModelRules> models = ModelRulesCompiler.file();
  private final PolicyFile<TierPolicy> tiers = TierPolicyCompiler.file();
  private final Map<Path, PolicySource> files = new ConcurrentHashMap<>();
  private final Map<List<PolicySource>, PolicyResult<?>> compiled = new ConcurrentHashMap<>();

  /** Returns a file as it was read first. */
  public PolicySource source(Path file) {
    return files.computeIfAbsent(file, PolicySource::read);
  }

  /** Loads policies; adds all problems to {@code problems}. */
  public TestedPolicies load(List<Path> paths, List<PolicyProblem> problems) {
    return load(paths, Map.of(), problems);
  }

  /** Loads policies with other versions of some files. */
  TestedPolicies load(
      List<Path> paths, Map<Path, PolicySource> replaced, List<PolicyProblem> problems) {
    List<PolicySource> sources =
        paths.stream().map(path -> replaced.getOrDefault(path, source(path))).toList();
    sources.stream()
        .filter(source ->
            !Set.of(
                    dlp.kind(),
                    waf.kind(),
                    authz.kind(),
                    IpRulesCompiler.KIND,
                    rbac.kind(),
                    models.kind(),
                    tiers.kind())
                .contains(kind(source)))
        .forEach(source -> problems.add(unknown(source)));
    var given = new Given(sources, replaced.isEmpty(), problems);
    List<PolicySource> rules = sources.stream().filter(each -> is(each, waf)).toList();
    List<PolicySource> unscoped = rules.stream().map(PolicySetLoader::unscoped).toList();
    return new TestedPolicies(
        value(dlp, given),
        value(waf, given),
        () -> value(waf, new Given(unscoped, replaced.isEmpty(), new ArrayList<>())),
        access(given),
        value(rbac, given),
        value(models, given),
        value(tiers, given));
  }

  /**
   * The files to load, and the list for their problems.
   *
   * @param kept true if what is compiled is kept for the next test file
   */
  private record Given(List<PolicySource> sources, boolean kept, List<PolicyProblem> problems) {}

  /** Loads the access policy, with the address lists of the file of them. */
  private Optional<LoadedAuthz> access(Given given) {
    Optional<PolicyResult.Loaded<AuthzPolicy>> access = loaded(authz, given);
    List<PolicySource> lists =
        given.sources().stream().filter(each -> kind(each).equals(IpRulesCompiler.KIND)).toList();
    if (lists.isEmpty()) {
      return access.map(each -> new LoadedAuthz(each.value(), each.document()));
    }
    Map<String, String> places =
        access.map(each -> AddressRuleReader.places(each.document())).orElse(Map.of());
    return switch (IpRulesCompiler.file(() -> places).load(lists)) {
      case PolicyResult.Loaded<IpRules> loaded -> {
        if (access.isEmpty() && given.problems().isEmpty()) {
          given.problems().add(loaded.document().problem("", WITHOUT_ACCESS));
        }
        yield access.map(
            each -> new LoadedAuthz(each.value().with(loaded.value()), each.document()));
      }
      case PolicyResult.Rejected<IpRules>(var found) -> {
        given.problems().addAll(found);
        yield Optional.empty();
      }
    };
  }

  private <T> Optional<T> value(PolicyFile<T> loader, Given given) {
    return loaded(loader, given).map(PolicyResult.Loaded::value);
  }

  private <T> Optional<PolicyResult.Loaded<T>> loaded(PolicyFile<T> loader, Given given) {
    List<PolicySource> ofKind =
        given.sources().stream().filter(source -> is(source, loader)).toList();
    if (ofKind.isEmpty()) {
      return Optional.empty();
    }
    boolean kept = given.kept() || ofKind.stream().allMatch(files::containsValue);
    return switch (kept ? result(loader, ofKind) : loader.load(ofKind)) {
      case PolicyResult.Loaded<T> loaded -> Optional.of(loaded);
      case PolicyResult.Rejected<T>(var found) -> {
        given.problems().addAll(found);
        yield Optional.empty();
      }
    };
  }

  @SuppressWarnings("unchecked") // The sources have the kind of the loader.
  private <T> PolicyResult<T> result(PolicyFile<T> loader, List<PolicySource> sources) {
    return (PolicyResult<T>) compiled.computeIfAbsent(sources, loader::load);
  }

  private static boolean is(PolicySource source, PolicyFile<?> loader) {
    return kind(source).equals(loader.kind());
  }

  /** Returns the kind; a file that cannot be read is one of DLP rules, whose loader reports it. */
  private static String kind(PolicySource source) {
    return switch (source) {
      case PolicySource.Parsed parsed ->
          YamlTree.at(parsed.root(), List.of("kind")).isEmpty()
              ? DlpPolicyCompiler.KIND
              : YamlTree.text(parsed.root(), List.of("kind"));
      case PolicySource.Invalid _ -> DlpPolicyCompiler.KIND;
    };
  }

  private static PolicyProblem unknown(PolicySource source) {
    Path file = source instanceof PolicySource.Parsed parsed ? parsed.file() : Path.of("");
    return new PolicyProblem(file, 1, 1, "/kind", "is not a kind of policy that has tests");
  }

  private static PolicySource unscoped(PolicySource source) {
    if (!(source instanceof PolicySource.Parsed parsed)) {
      return source;
    }
    YamlNode root = parsed.root();
    for (String section : List.of("apply", "except")) {
      root = YamlTree.without(root, List.of("spec", section));
    }
    return new PolicySource.Parsed(parsed.file(), root, parsed.sha256(), parsed.problems());
  }

  /** Returns the files that are readable as YAML. */
  Stream<PolicySource.Parsed> parsed(List<Path> paths) {
    return paths.stream()
        .map(this::source)
        .filter(PolicySource.Parsed.class::isInstance)
        .map(PolicySource.Parsed.class::cast);
  }
}
