package dev.sluice.extproc.playground;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.trial.BodyRun;
import dev.sluice.extproc.trial.CutCheck;
import dev.sluice.playground.v1.CutResult;
import dev.sluice.playground.v1.TrialDirection;
import dev.sluice.playground.v1.TrialFinding;
import dev.sluice.playground.v1.TrialForm;
import dev.sluice.playground.v1.TrialPolicy;
import dev.sluice.playground.v1.TrialRequest;
import dev.sluice.playground.v1.TrialResult;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A trial of one policy with one text. */
final class PolicyTrial {
  /** The most places at which a text is cut; more are spread over it. */
  private static final int MOST_CUTS = 4096;

  private static final int LONGEST_PLACE = 200;

  private static final Map<TrialForm, String> CONTENT_TYPES =
      Map.of(
          TrialForm.TRIAL_FORM_TEXT, "text/plain",
          TrialForm.TRIAL_FORM_JSON, "application/json",
          TrialForm.TRIAL_FORM_STREAM, "text/event-stream");

  private static final Map<TrialDirection, BodyDirection> DIRECTIONS =
      Map.of(
          TrialDirection.TRIAL_DIRECTION_REQUEST, BodyDirection.REQUEST,
          TrialDirection.TRIAL_DIRECTION_RESPONSE, BodyDirection.RESPONSE);

  private final Inspector inspector;
  private final BodyRun.Subject subject;

  /** Prepares a trial of a request without a problem. */
  PolicyTrial(Inspector inspector, TrialRequest request) {
    this.inspector = inspector;
    subject =
        new BodyRun.Subject(
            inspector,
            DIRECTIONS.getOrDefault(request.getDirection(), BodyDirection.REQUEST),
            CONTENT_TYPES.getOrDefault(request.getForm(), ""),
            new ExchangeScope(
                request.getRoute(), request.getTenant(), request.getEnvironment(), "", "/"),
            true,
            request.getTextBytes());
  }

  /** Returns what is wrong with a request; empty if nothing is. */
  static Optional<String> problem(TrialRequest request) {
    int size = request.getTextBytes().size();
    if (size > PlaygroundService.MOST_BYTES) {
      return Optional.of(
          "the text has "
              + size
              + " bytes, at most "
              + PlaygroundService.MOST_BYTES
              + " are allowed");
    }
    boolean chosen =
        CONTENT_TYPES.containsKey(request.getForm())
            && DIRECTIONS.containsKey(request.getDirection())
            && (request.getPolicy() == TrialPolicy.TRIAL_POLICY_LIVE
                || request.getPolicy() == TrialPolicy.TRIAL_POLICY_SHADOW);
    return chosen
        ? Optional.empty()
        : Optional.of("the form, the direction or the policy is not one that this server knows");
  }

  /**
   * Inspects the text as a whole and cut into chunks.
   *
   * @param stop returns true when the time is over, so that no inspection may begin
   */
  TrialResult run(BooleanSupplier stop) {
    BodyRun whole = subject.run();
    CutCheck cuts = CutCheck.of(subject, whole, MOST_CUTS, stop);
    TrialResult.Builder result =
        TrialResult.newBuilder()
            .setPolicyId(inspector.policyId())
            .setVerdict(whole.verdict())
            .setRule(whole.rule())
            .setReason(whole.reason())
            .setOutput(whole.sentOutput().toStringUtf8())
            .setCuts(cuts(cuts));
    whole.findings().forEach(found -> result.addFindings(finding(found)));
    return result.build();
  }

  private static CutResult cuts(CutCheck check) {
    CutResult.Builder cuts =
        CutResult.newBuilder().setRuns(check.runs()).setComplete(check.complete());
    check.differing().ifPresent(cuts::setDiffering);
    return cuts.build();
  }

  /** Returns a place without the end of a long one, which has keys of the text. */
  private static String shortened(String place) {
    return place.length() <= LONGEST_PLACE ? place : place.substring(0, LONGEST_PLACE) + "…";
  }

  private static TrialFinding finding(DlpFinding found) {
    return TrialFinding.newBuilder()
        .setRule(found.rule())
        .setKind(found.kind())
        .setAction(found.action().label())
        .setPlace(shortened(found.channel()))
        .setOffset(found.offset())
        .setLength(found.length())
        .build();
  }
}
