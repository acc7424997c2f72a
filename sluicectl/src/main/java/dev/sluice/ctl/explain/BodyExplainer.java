package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.Explanation;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.ctl.policytest.file.BodyCase;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.ArrayList;
import java.util.List;

/** An explainer of bodies that belong to no request. */
final class BodyExplainer {
  private BodyExplainer() {}

  /** Explains a body and an answer, each of which may be empty. */
  static Explanation ofBodies(
      TestedPolicies policies, String environment, ByteString body, ByteString answer) {
    var bodies = new BodyStep(policies.dlp(), policies.waf());
    var scope = new ExchangeScope("", "", environment, "localhost", "/");
    List<ExplainedStep> steps = new ArrayList<>();
    if (!body.isEmpty()) {
      steps.add(bodies.inspect(BodyDirection.REQUEST, BodyType.of(body), scope, true, body));
    }
    if (!answer.isEmpty()) {
      steps.add(bodies.inspect(BodyDirection.RESPONSE, BodyType.of(answer), scope, true, answer));
    }
    return explanation(steps);
  }

  /** Explains the body of a case. */
  static Explanation ofCase(TestedPolicies policies, BodyCase tested) {
    return explanation(
        List.of(
            new BodyStep(policies.dlp(), policies.waf())
                .inspect(
                    tested.direction(),
                    tested.body().contentType(),
                    tested.scope(),
                    tested.incremental(),
                    ByteString.copyFromUtf8(tested.body().text()))));
  }

  private static Explanation explanation(List<ExplainedStep> steps) {
    return new Explanation(Explanation.Source.POLICIES, "", "", 0, "", "", steps);
  }
}
