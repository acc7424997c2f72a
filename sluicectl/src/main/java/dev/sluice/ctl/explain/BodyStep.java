package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import dev.sluice.common.explain.ExplainedCheck;
import dev.sluice.common.explain.ExplainedPlace;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.waf.WafPolicy;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.trial.BodyRun;
import java.util.List;
import java.util.Optional;

/** The step about a body: its findings with their places, and what leaves of it. */
final class BodyStep {
  private static final int MOST_FINDINGS = 1_000;

  private final PolicyInspector inspector;

  BodyStep(Optional<DlpPolicy> dlp, Optional<WafPolicy> waf) {
    inspector = new PolicyInspector(dlp.orElseGet(() -> DlpPolicy.ofRules(List.of())), waf);
  }

  /**
   * Inspects a body.
   *
   * @param incremental false if the route does not ask for the inspection of streams
   */
  ExplainedStep inspect(
      BodyDirection direction,
      String contentType,
      ExchangeScope scope,
      boolean incremental,
      ByteString body) {
    BodyRun run =
        new BodyRun.Subject(inspector, direction, contentType, scope, incremental, body).run();
    var step =
        new ExplainedStep.Builder(name(direction))
            .verdict(
                run.verdict().equals("pass") ? ExplainedVerdict.PASSED : ExplainedVerdict.DENIED)
            .fact("type", ValueMask.shortened(contentType))
            .fact("bytes", String.valueOf(body.size()))
            .fact("findings", String.valueOf(run.findings().size()))
            .fact("rule", run.rule())
            .fact("result", result(run))
            .fact(
                "bytes sent on",
                run.verdict().equals("pass") ? String.valueOf(run.output().size()) : "");
    run.findings().stream().limit(MOST_FINDINGS).map(BodyStep::check).forEach(step::check);
    return step.build();
  }

  static String name(BodyDirection direction) {
    return direction == BodyDirection.REQUEST ? "body" : "answer";
  }

  private static String result(BodyRun run) {
    return switch (run.verdict()) {
      case "pass" -> "passes";
      case "blocked" -> "is blocked";
      case "overflow" -> "is rejected: it would be held too long";
      default -> "is rejected: it is not what its type says";
    };
  }

  private static ExplainedCheck check(DlpFinding finding) {
    return new ExplainedCheck(
        finding.rule(),
        ExplainedVerdict.FOUND,
        finding.kind() + ", " + finding.action().label(),
        Optional.of(new ExplainedPlace(finding.channel(), finding.offset(), finding.length())));
  }
}
