package dev.sluice.extproc.stream.body;

import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.BodyVerdict;
import dev.sluice.extproc.model.ModelFault;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.response.BodyRejection;
import dev.sluice.extproc.response.DlpErrorCode;
import java.util.List;
import java.util.Optional;

/** The rejections that follow from verdicts. */
final class VerdictRejections {
  private VerdictRejections() {}

  /**
   * Returns the rejection of a body; empty if it passes.
   *
   * @param findings the findings in the body
   */
  static Optional<BodyRejection> of(
      BodyVerdict verdict, BodyDirection direction, List<DlpFinding> findings) {
    return switch (verdict) {
      case BodyVerdict.Pass _ -> Optional.empty();
      case BodyVerdict.Blocked(var _, String rule, boolean attack) ->
          Optional.of(
              new BodyRejection(
                  attack ? DlpErrorCode.WAF_BLOCKED : DlpErrorCode.DLP_BLOCKED,
                  findings.stream().filter(found -> found.rule().equals(rule)).findFirst(),
                  ""));
      case BodyVerdict.Overflow _ -> Optional.of(BodyRejection.tooLarge(direction));
      case BodyVerdict.OverBudget _ ->
          Optional.of(new BodyRejection(DlpErrorCode.TOKEN_BUDGET_EXCEEDED));
      case BodyVerdict.Unread _ -> Optional.of(new BodyRejection(DlpErrorCode.DLP_UNAVAILABLE));
      case BodyVerdict.Refused(var _, ModelFault fault) -> Optional.of(BodyRejection.of(fault));
      case BodyVerdict.Invalid(var _, String fault) ->
          Optional.of(new BodyRejection(DlpErrorCode.INVALID_BODY, Optional.empty(), fault));
    };
  }
}
