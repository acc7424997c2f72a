package dev.sluice.ctl.replay;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IpRules;
import dev.sluice.extauthz.policy.file.AddressRuleReader;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import dev.sluice.extauthz.policy.file.IpRulesCompiler;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A loader of the access policy that decides again. */
public final class ReplayedPolicy {
  private ReplayedPolicy() {}

  /**
   * Loads a file, or the file of this kind in a folder.
   *
   * @throws CommandFailure if the policy is not valid; the lines name each problem
   */
  public static AuthzPolicy load(Path place) {
    return load(place, Optional.empty());
  }

  /**
   * Loads a policy together with a file of address lists.
   *
   * @throws CommandFailure if one is not valid; the lines name each problem
   */
  public static AuthzPolicy load(Path place, Optional<Path> ipRules) {
    PolicyResult.Loaded<AuthzPolicy> policy =
        loaded(AuthzPolicyCompiler.withoutServer(DeploymentEnvironment.DEV).file(), place);
    if (ipRules.isEmpty()) {
      return policy.value();
    }
    Map<String, String> lists = AddressRuleReader.places(policy.document());
    IpRules rules = loaded(IpRulesCompiler.file(() -> lists), ipRules.get()).value();
    return policy.value().with(rules);
  }

  private static <T> PolicyResult.Loaded<T> loaded(PolicyFile<T> loader, Path place) {
    return switch (loader.load(place)) {
      case PolicyResult.Loaded<T> loaded -> loaded;
      case PolicyResult.Rejected<T>(var problems) ->
          throw new CommandFailure(
              CommandFailure.INVALID, problems.stream().map(PolicyProblem::toString).toList());
    };
  }
}
