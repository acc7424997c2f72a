package dev.sluice.ctl.document;

import dev.sluice.ctl.document.DocumentPlan.PlannedChange;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.remote.ManagementClient;
import dev.sluice.ctl.remote.ServerAnswer;
import dev.sluice.ctl.remote.ServerProblem;
import dev.sluice.ctl.remote.ServerProblemException;
import dev.sluice.ctl.resource.ResourceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** The application of a plan to the server. */
public final class DocumentApplier {
  private final ManagementClient client;
  private final DocumentPlan plan;
  private final Consumer<String> report;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> failed = new HashSet<>();
  private boolean invalid;

  /** Creates an applier that reports one line for each document. */
  public DocumentApplier(ManagementClient client, DocumentPlan plan, Consumer<String> report) {
    this.client = client;
    this.plan = plan;
    this.report = report;
  }

  /** Lets the server check all changes whose references exist; it changes nothing. */
  public void check() {
    for (TenantDocument document : plan.documents()) {
      PlannedChange change = plan.change(document);
      if (change.isNeeded() && !change.body().isFuture()) {
        attempt(document, () -> send(change, true), ServerProblem::isInvalid);
      }
    }
    failIfProblems();
  }

  /** Reports the changes, which {@link #check()} has let the server check. */
  public void reportOnly() {
    for (TenantDocument document : plan.documents()) {
      PlannedChange change = plan.change(document);
      String unchecked =
          change.body().isFuture()
              ? " (refers to new resources; checked by the contract only)"
              : "";
      report.accept(document.label() + ": " + word(change, "would be ") + unchecked);
    }
  }

  /** Makes the changes, in the order of references. */
  public void apply() {
    for (TenantDocument document : plan.documents()) {
      PlannedChange change = plan.change(document);
      List<String> missing = change.body().needs().stream().filter(failed::contains).toList();
      if (!missing.isEmpty()) {
        failed.add(document.label());
        problems.add(document.problem("", "was not applied, because of " + missing.getFirst()));
        continue;
      }
      attempt(
          document,
          () -> {
            if (change.isNeeded()) {
              ServerAnswer answer = send(change, false);
              plan.remote().add(document.kind(), (ObjectNode) answer.body());
            }
            report.accept(document.label() + ": " + word(change, ""));
          },
          _ -> true);
    }
    failIfProblems();
  }

  private static String word(PlannedChange change, String prefix) {
    if (change.existing().isEmpty()) {
      return prefix + "created";
    }
    return change.isNeeded() ? prefix + "changed" : "unchanged";
  }

  private ServerAnswer send(PlannedChange change, boolean dryRun) {
    ResourceKind kind = change.document().kind();
    if (change.existing().isEmpty()) {
      String path = kind.path(plan.remote().portal(), change.body().parentId());
      return client.post(path, change.body().members(), dryRun);
    }
    String path = plan.remote().path(kind, change.existing().get());
    ServerAnswer current = client.get(path);
    ObjectNode resource = (ObjectNode) current.body();
    ObjectNode changes = MemberChanges.of(resource, change.body().members());
    return changes.isEmpty()
        ? current
        : client.patch(path, current.etag(), MemberChanges.patch(resource, changes), dryRun);
  }

  private void attempt(TenantDocument document, Runnable action, Predicate<ServerProblem> counts) {
    try {
      action.run();
    } catch (ServerProblemException e) {
      if (counts.test(e.problem())) {
        failed.add(document.label());
        invalid |= e.problem().isInvalid();
        problems.addAll(document.problems(e.problem()));
      }
    }
  }

  private void failIfProblems() {
    if (!problems.isEmpty()) {
      throw new CommandFailure(invalid ? CommandFailure.INVALID : CommandFailure.ERROR, problems);
    }
  }
}
