package dev.sluice.ctl.explain;

import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.RequestHeaderChanges;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import java.util.List;

/** The step about what is sent: to the upstream for an allowed request, else to the client. */
final class ResultStep {
  private ResultStep() {}

  /**
   * Returns the step.
   *
   * @param bodyPasses false if the inspection of the body rejects an allowed request
   */
  static ExplainedStep of(Decision decision, boolean bodyPasses) {
    var step =
        new ExplainedStep.Builder("what is sent")
            .fact("policy", decision.facts().policyId())
            .fact("rule", decision.facts().rule());
    List<String> shadow = decision.facts().trace().shadowRules();
    step.fact("shadow", String.join(" ", shadow));
    switch (decision) {
      case Decision.Deny deny ->
          step.verdict(ExplainedVerdict.DENIED)
              .fact("to the client", deny.code().status() + " " + deny.code());
      case Decision.Allow allow -> {
        step.verdict(bodyPasses ? ExplainedVerdict.PASSED : ExplainedVerdict.DENIED)
            .fact("to the upstream", bodyPasses ? "the request" : "nothing; the body is rejected");
        if (bodyPasses) {
          allow.upstream().set().forEach(header -> add(step, header));
          step.fact("removes", String.join(" ", shown(allow.upstream().remove())));
        }
      }
    }
    return step.build();
  }

  private static void add(ExplainedStep.Builder step, RequestHeaderChanges.Header header) {
    String value =
        switch (header.name()) {
          case "x-policy-version", "x-tenant-id" -> ValueMask.shortened(header.value());
          case "x-correlation-id" -> "[the id of the request]";
          default -> ValueMask.hidden(header.value());
        };
    step.fact("sets " + header.name(), value);
  }

  /** Hides names that may be values, because a client chooses the names of headers. */
  private static List<String> shown(List<String> names) {
    return names.stream()
        .sorted()
        .map(name -> RequestPlace.header(name).param().orElse("[name not shown]"))
        .toList();
  }
}
