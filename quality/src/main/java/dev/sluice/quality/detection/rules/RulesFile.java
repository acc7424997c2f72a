package dev.sluice.quality.detection.rules;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.e2e.process.RepositoryRoot;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A file of rules that was read and found good. */
public record RulesFile(DlpPolicy policy) {
  /** Where the rules are that this repository ships. */
  public static final Path SHIPPED = RepositoryRoot.find().policies().resolve("dlp_rules.yaml");

  /** The rules that this repository ships. */
  public static RulesFile shipped() {
    return read(SHIPPED);
  }

  /** Refuses a bad file with IllegalArgumentException, which tells everything wrong with it. */
  public static RulesFile read(Path file) {
    return switch (DlpPolicyCompiler.file().load(file)) {
      case PolicyResult.Loaded<DlpPolicy>(DlpPolicy policy, var _) -> new RulesFile(policy);
      case PolicyResult.Rejected<DlpPolicy>(var problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(String::valueOf).collect(Collectors.joining("\n")));
    };
  }
}
