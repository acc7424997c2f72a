package dev.sluice.ctl;

import dev.sluice.common.lifecycle.Environment;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.token.IssuerSettings;
import dev.sluice.common.token.JwksCache;
import dev.sluice.common.token.TokenAlgorithm;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.extauthz.policy.AuthzPolicyCompiler;
import dev.sluice.extauthz.policy.IssuerPolicy;
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

/** Checks policy files of every kind with the servers' own loaders. */
final class PolicyFiles {
  private final List<PolicyFile<?>> kinds;

  PolicyFiles() {
    // As strict as the strictest place where the files will stand.
    Environment environment = Environment.PROD;
    kinds =
        List.of(
            new AuthzPolicyCompiler(unsetIssuer(), environment).file(),
            DlpPolicyCompiler.file(),
            WafCompiler.file());
  }

  /** Checks each file, and the YAML files of each folder. */
  List<FileVerdict> check(List<Path> paths) {
    List<FileVerdict> verdicts = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        yamlFiles(path).forEach(file -> verdicts.add(checkFile(file)));
      } else {
        verdicts.add(checkFile(path));
      }
    }
    return verdicts;
  }

  private FileVerdict checkFile(Path file) {
    PolicySource source = PolicySource.read(file);
    String wanted = FileKind.of(source);
    for (PolicyFile<?> kind : kinds) {
      if (kind.kind().equals(wanted)) {
        return verdict(file, kind.load(source), kind.kind());
      }
    }
    String known = String.join(", ", kinds.stream().map(PolicyFile::kind).toList());
    String message =
        wanted.isEmpty() ? "has no kind; known are " + known : "unknown kind; known are " + known;
    return new FileVerdict(
        file, wanted, "", List.of(new PolicyProblem(file, 1, 1, "/kind", message)));
  }

  private static FileVerdict verdict(Path file, PolicyResult<?> result, String kind) {
    return switch (result) {
      case PolicyResult.Loaded<?>(var _, PolicyDocument document) ->
          new FileVerdict(file, kind, document.version(), List.of());
      case PolicyResult.Rejected<?>(var problems) -> new FileVerdict(file, kind, "", problems);
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

  /** Stands for the issuer that a server's own settings define. */
  private static IssuerPolicy unsetIssuer() {
    return new IssuerPolicy(
        new IssuerSettings(
            IssuerPolicy.DEFAULT,
            Optional.empty(),
            Set.of(),
            TokenAlgorithm.USUAL,
            Duration.ofMinutes(1),
            Optional.empty()),
        Optional.empty(),
        new JwksCache.Timing(Duration.ofMinutes(1), Duration.ofMinutes(5), false));
  }
}
