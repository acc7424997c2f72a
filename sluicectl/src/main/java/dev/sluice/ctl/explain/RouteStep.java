package dev.sluice.ctl.explain;

import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.match.route.RequestPath;
import dev.sluice.common.match.route.RouteTrial;
import dev.sluice.ctl.policytest.run.TestedAuthorizer;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.policy.RouteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The step about the route: which one matches, and why those before it do not. */
final class RouteStep {
  private static final int MOST_TRIALS = 20;

  private RouteStep() {}

  static ExplainedStep of(TestedAuthorizer authorizer, CheckInput input, Decision.Facts facts) {
    var step = new ExplainedStep.Builder("route");
    RouteRule route = facts.route();
    if (route == null) {
      step.verdict(ExplainedVerdict.DENIED);
      if (RequestPath.normalize(input.path()).isEmpty()) {
        step.fact("fault", "the path can be read in two ways");
      }
    } else {
      step.verdict(ExplainedVerdict.PASSED)
          .fact("id", route.id())
          .fact("from", facts.trace().routeSource().name().toLowerCase(Locale.ROOT))
          .fact("publish", route.publish())
          .fact("product", route.product())
          .fact("environment", facts.environment())
          .fact("target", route.target())
          .fact("inspection", route.inspection());
    }
    if (input.routeId().isPresent()) {
      step.fact("found by", "the id that Envoy sent");
      return step.build();
    }
    for (RouteTrial trial : trials(authorizer, input)) {
      trial
          .mismatch()
          .ifPresent(mismatch ->
              step.check(
                  trial.routeId(), ExplainedVerdict.OUT_OF_SCOPE, "another " + mismatch.label()));
    }
    return step.build();
  }

  private static List<RouteTrial> trials(TestedAuthorizer authorizer, CheckInput input) {
    List<RouteTrial> trials =
        new ArrayList<>(
            authorizer
                .publishes()
                .trials(input.host(), input.path(), input.method(), input::header, MOST_TRIALS));
    if (trials.stream().allMatch(trial -> trial.mismatch().isPresent())) {
      trials.addAll(
          authorizer
              .policy()
              .routes()
              .trials(input.host(), input.path(), input.method(), input::header, MOST_TRIALS));
    }
    return trials;
  }
}
