package dev.sluice.controller.api.preview;

import dev.sluice.controller.api.http.ApiResponse;
import dev.sluice.controller.api.http.FieldProblem;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import dev.sluice.controller.compile.ChangePreview;
import dev.sluice.controller.compile.ChangePreviewer;
import dev.sluice.controller.plan.finding.PlanFinding;
import dev.sluice.controller.store.management.DeploymentRepository;
import dev.sluice.controller.store.management.ManagementTransaction;
import dev.sluice.controller.store.management.PendingChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The previews of transactions: the answers of dry runs, and the check of publishes. */
public final class ChangePreviews {
  private static final int MOST_ERRORS = 100;

  private final ChangePreviewer previewer;

  public ChangePreviews(ChangePreviewer previewer) {
    this.previewer = previewer;
  }

  /** Returns the answer of a dry run: what the change would answer, and what it would lead to. */
  public ApiResponse dryRun(ManagementTransaction rows, ApiResponse answer) {
    PendingChange change = rows.pendingChange();
    return DryRunAnswer.of(rows, answer, change, preview(change));
  }

  /**
   * Rejects a publish whose rows cannot become configuration as they demand.
   *
   * @throws ProblemException with all findings on the rows of the publish
   */
  public void requireDeployable(ManagementTransaction rows, String publish) {
    ChangePreview preview = preview(rows.pendingChange());
    Set<String> objects = new DeploymentRepository(rows).objects(publish);
    String object = "product_publishes/" + publish;
    // Without findings it may be absent: the compiler has not read yet that it was withdrawn.
    boolean compiled =
        preview.after().entries().stream()
            .anyMatch(change -> change.object().equals(object) && change.entry().isPresent());
    List<FieldProblem> errors = new ArrayList<>();
    for (PlanFinding finding : preview.findings()) {
      // A finding on a gateway or backend that is served all the same is a warning.
      boolean prevents = !compiled || finding.object().startsWith("routes/");
      if (ObjectVisibility.owner(finding.object()).equals(object)
          || (prevents && objects.contains(finding.object()))) {
        errors.add(problem(finding));
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.of(
          ProblemType.NOT_DEPLOYABLE,
          "Nothing is published; correct the rows that errors names.",
          errors.stream().limit(MOST_ERRORS).toList());
    }
  }

  private static FieldProblem problem(PlanFinding finding) {
    String place = finding.field().isEmpty() ? "" : " " + finding.field();
    return new FieldProblem("/status", finding.object() + place + ": " + finding.reason());
  }

  private ChangePreview preview(PendingChange change) {
    return previewer
        .preview(change.entities())
        .orElseThrow(() ->
            ProblemException.of(
                ProblemType.UNAVAILABLE,
                "The controller has not compiled its rows yet; repeat the request."));
  }
}
