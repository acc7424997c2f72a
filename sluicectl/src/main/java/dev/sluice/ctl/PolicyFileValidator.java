package dev.sluice.ctl;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A validator of all kinds of policy files. It uses the loaders of the servers. */
final class PolicyFileValidator {
  private final List<PolicyFile<?>> kinds;

  PolicyFileValidator() {
    // Uses the strictest environment, because the files may be deployed there.
    DeploymentEnvironment environment = DeploymentEnvironment.PROD;
    kinds =
        List.of(
            new AuthzPolicyCompiler(unsetIssuer(), environment).file(),
            DlpPolicyCompiler.file(),
            WafCompiler.file());
  }

  /** Validates each file, and the YAML files of each folder. */
  List<PolicyFileReport> validate(List<Path> paths) {
    List<PolicyFileReport> verdicts = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        yamlFiles(path).forEach(file -> verdicts.add(checkFile(file)));
      } else {
        verdicts.add(checkFile(path));
      }
    }
    return verdicts;
  }

  private PolicyFileReport checkFile(Path file) {
    PolicySource source = PolicySource.read(file);
    String wanted = PolicyFileKind.of(source);
    for (PolicyFile<?> kind : kinds) {
      if (kind.kind().equals(wanted)) {
        return verdict(file, kind.load(source), kind.kind());
      }
    }
    String known = String.join(", ", kinds.stream().map(PolicyFile::kind).toList());
    String message =
        wanted.isEmpty() ? "has no kind; known are " + known : "unknown kind; known are " + known;
    return new PolicyFileReport(
        file, wanted, "", List.of(new PolicyProblem(file, 1, 1, "/kind", message)));
  }

  private static PolicyFileReport verdict(Path file, PolicyResult<?> result, String kind) {
    return switch (result) {
      case PolicyResult.Loaded<?>(var _, PolicyDocument document) ->
          new PolicyFileReport(file, kind, document.version(), List.of());
      case PolicyResult.Rejected<?>(var problems) -> new PolicyFileReport(file, kind, "", problems);
    };
  }

  private static List<Path> yamlFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of(folder);
    }
  }

  /** Returns a placeholder for the issuer that the configuration of a server defines. */
  private static IssuerPolicy unsetIssuer() {
    return new IssuerPolicy(
        new IssuerSettings(
            IssuerPolicy.DEFAULT,
            Optional.empty(),
            Set.of(),
            TokenAlgorithm.DEFAULTS,
            Duration.ofMinutes(1),
            Optional.empty()),
        Optional.empty(),
        new JwksCache.Timing(Duration.ofMinutes(1), Duration.ofMinutes(5), false));
  }
}
