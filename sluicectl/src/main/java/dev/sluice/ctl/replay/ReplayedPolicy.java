package dev.sluice.ctl.replay;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import java.nio.file.Path;
import java.util.List;

/** A loader of the access policy that decides again. */
public final class ReplayedPolicy {
  private ReplayedPolicy() {}

  /**
   * Loads a file, or the file of this kind in a folder.
   *
   * @throws CommandFailure if the policy is not valid; the lines name each problem
   */
  public static AuthzPolicy load(Path place) {
    return switch (AuthzPolicyCompiler.withoutServer(DeploymentEnvironment.DEV)
        .file()
        .load(place)) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy;
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new CommandFailure(
              CommandFailure.INVALID, problems.stream().map(PolicyProblem::toString).toList());
    };
  }
}
