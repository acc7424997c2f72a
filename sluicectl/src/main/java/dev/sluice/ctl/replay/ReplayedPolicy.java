package dev.sluice.ctl.replay;

import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A loader of the access policy that decides again. */
public final class ReplayedPolicy {
  private ReplayedPolicy() {}

  /**
   * Loads a file, or the file of this kind in a folder.
   *
   * @throws CommandFailure if the policy is not valid; the lines name each problem
   */
  public static AuthzPolicy load(Path place) {
    return switch (new AuthzPolicyCompiler(defaultIssuer(), DeploymentEnvironment.DEV)
        .file()
        .load(place)) {
      case PolicyResult.Loaded<AuthzPolicy>(AuthzPolicy policy, _) -> policy;
      case PolicyResult.Rejected<AuthzPolicy>(List<PolicyProblem> problems) ->
          throw new CommandFailure(
              CommandFailure.INVALID, problems.stream().map(PolicyProblem::toString).toList());
    };
  }

  /** Returns the issuer of the server's configuration, whose settings no rule reads. */
  private static IssuerPolicy defaultIssuer() {
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
