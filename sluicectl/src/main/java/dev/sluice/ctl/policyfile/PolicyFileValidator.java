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
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.common.yaml.TextPosition;
import dev.sluice.ctl.policytest.file.PolicyTestCompiler;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A validator of all kinds of policy files. It uses the loaders of the servers. */
public final class PolicyFileValidator {
  private final Map<String, Supplier<PolicyFile<?>>> kinds = new LinkedHashMap<>();
  private final Map<String, PolicyFile<?>> loaders = new ConcurrentHashMap<>();

  /** Creates a validator for the environment prod. */
  public PolicyFileValidator() {
    // Uses the strictest environment, because the files may be deployed there.
    DeploymentEnvironment environment = DeploymentEnvironment.PROD;
    kinds.put(
        AuthzPolicyCompiler.KIND, () -> AuthzPolicyCompiler.withoutServer(environment).file());
    kinds.put(DlpPolicyCompiler.KIND, DlpPolicyCompiler::file);
    kinds.put(WafCompiler.KIND, WafCompiler::file);
    kinds.put(RbacPolicyCompiler.KIND, RbacPolicyCompiler::file);
    kinds.put(PolicyTestCompiler.KIND, PolicyTestCompiler::file);
  }

  /** Validates each file, and the YAML files of each folder, in parallel. */
  public List<PolicyFileReport> validate(List<Path> paths) {
    return paths.stream()
        .flatMap(path -> Files.isDirectory(path) ? yamlFiles(path).stream() : Stream.of(path))
        .toList()
        .parallelStream()
        .map(this::checkFile)
        .toList();
  }

  private PolicyFileReport checkFile(Path file) {
    PolicySource source = PolicySource.read(file);
    PolicyFileKind kind = PolicyFileKind.of(source);
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
    return verdict(file, policy.load(source), kind.name());
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
