package dev.sluice.quality.detection.rules;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A valid file of DLP rules. */
public record RulesFile(DlpPolicy policy) {
  /** The path of the shipped rules. */
  public static final Path SHIPPED = RepositoryRoot.find().policies().resolve("dlp_rules.yaml");

  /** Reads the shipped rules. */
  public static RulesFile shipped() {
    return read(SHIPPED);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with all problems if the file is not valid
   */
  public static RulesFile read(Path file) {
    return switch (DlpPolicyCompiler.file().load(file)) {
      case PolicyResult.Loaded<DlpPolicy>(DlpPolicy policy, var _) -> new RulesFile(policy);
      case PolicyResult.Rejected<DlpPolicy>(var problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(String::valueOf).collect(Collectors.joining("\n")));
    };
  }
}
