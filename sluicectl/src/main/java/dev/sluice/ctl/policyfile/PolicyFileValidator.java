package dev.sluice.ctl.policyfile;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyFolder;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.rbac.RbacPolicyCompiler;
import dev.sluice.common.schema.NearestWord;
import dev.sluice.common.tier.TierPolicyCompiler;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.yaml.TextPosition;
import dev.sluice.ctl.policytest.file.PolicyTestCompiler;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.file.AddressRuleReader;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import dev.sluice.extauthz.policy.file.IpRulesCompiler;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import dev.sluice.extproc.policy.ModelRulesCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A validator of all kinds of policy files. It uses the loaders of the servers. */
public final class PolicyFileValidator {
  private final Map<String, Supplier<PolicyFile<?>>> kinds = new LinkedHashMap<>();
  private final Map<String, PolicyFile<?>> loaders = new ConcurrentHashMap<>();
  private final Map<Path, Map<String, String>> addressLists = new ConcurrentHashMap<>();

  /** Creates a validator for the environment prod. */
  public PolicyFileValidator() {
    // Uses the strictest environment, because the files may be deployed there.
    DeploymentEnvironment environment = DeploymentEnvironment.PROD;
    kinds.put(
        AuthzPolicyCompiler.KIND, () -> AuthzPolicyCompiler.withoutServer(environment).file());
    kinds.put(IpRulesCompiler.KIND, () -> IpRulesCompiler.file(Map::of));
    kinds.put(DlpPolicyCompiler.KIND, DlpPolicyCompiler::file);
    kinds.put(WafCompiler.KIND, WafCompiler::file);
    kinds.put(ModelRulesCompiler.KIND, ModelRulesCompiler::file);
    kinds.put(RbacPolicyCompiler.KIND, RbacPolicyCompiler::file);
    kinds.put(TierPolicyCompiler.KIND, TierPolicyCompiler::file);
    kinds.put(PolicyTestCompiler.KIND, PolicyTestCompiler::file);
  }

  /**
   * Validates each file, and the YAML files of each folder, in parallel. Address lists are checked
   * after the access policies, with whose lists they are in force.
   */
  public List<PolicyFileReport> validate(List<Path> paths) {
    List<Path> files =
        paths.stream()
            .flatMap(path -> Files.isDirectory(path) ? yamlFiles(path).stream() : Stream.of(path))
            .toList();
    List<ReadFile> read = files.parallelStream().map(ReadFile::of).toList();
    Map<Path, PolicyFileReport> reports = new ConcurrentHashMap<>();
    for (boolean lists : new boolean[] {false, true}) {
      read.parallelStream()
          .filter(file -> file.kind().name().equals(IpRulesCompiler.KIND) == lists)
          .forEach(file -> reports.put(file.file(), checkFile(file)));
    }
    return files.stream().flatMap(file -> Optional.ofNullable(reports.get(file)).stream()).toList();
  }

  /** A file with its kind. */
  private record ReadFile(Path file, PolicySource source, PolicyFileKind kind) {
    static ReadFile of(Path file) {
      PolicySource source = PolicySource.read(file);
      return new ReadFile(file, source, PolicyFileKind.of(source));
    }
  }

  private PolicyFileReport checkFile(ReadFile read) {
    Path file = read.file();
    PolicyFileKind kind = read.kind();
    Supplier<PolicyFile<?>> loader = kinds.get(kind.name());
    if (loader == null) {
      String hint = NearestWord.hint(kind.name(), kinds.keySet());
      String message =
          kind.name().isEmpty()
              ? "has no kind; " + hint
              : "unknown kind \"" + kind.name() + "\"; " + hint;
      TextPosition at = kind.at();
      return PolicyFileReport.invalid(
          file,
          kind.name(),
          List.of(new PolicyProblem(file, at.line(), at.column(), "/kind", message)));
    }
    PolicyFile<?> policy = loaders.computeIfAbsent(kind.name(), _ -> loader.get());
    if (kind.name().equals(IpRulesCompiler.KIND)) {
      policy =
          IpRulesCompiler.file(() -> addressLists.getOrDefault(file.resolveSibling(""), Map.of()));
    }
    PolicyResult<?> result = policy.load(read.source());
    if (result instanceof PolicyResult.Loaded<?>(AuthzPolicy _, PolicyDocument document)) {
      addressLists.put(file.resolveSibling(""), AddressRuleReader.places(document));
    }
    return verdict(file, result, kind.name());
  }

  private static PolicyFileReport verdict(Path file, PolicyResult<?> result, String kind) {
    return switch (result) {
      case PolicyResult.Loaded<?>(Object policy, PolicyDocument document) ->
          new PolicyFileReport(
              file,
              kind,
              document.name(),
              document.version(),
              document.sha256(),
              List.of(),
              lengths(policy));
      case PolicyResult.Rejected<?>(var problems) -> PolicyFileReport.invalid(file, kind, problems);
    };
  }

  /** Returns the lengths of the rules of a policy for bodies; empty for others. */
  private static List<PolicyFileReport.RuleLengths> lengths(Object policy) {
    return policy instanceof DlpPolicy dlp
        ? dlp.rules().stream()
            .map(rule ->
                new PolicyFileReport.RuleLengths(
                    rule.id(), rule.longestMatch(), rule.longestWait()))
            .toList()
        : List.of();
  }

  private static List<Path> yamlFiles(Path folder) {
    try {
      return PolicyFolder.files(folder);
    } catch (IOException e) {
      return List.of(folder);
    }
  }
}
