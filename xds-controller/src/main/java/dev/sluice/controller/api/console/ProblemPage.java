package dev.sluice.controller.api.console;

import dev.sluice.controller.api.console.view.ConsolePage;
import dev.sluice.controller.api.console.view.PageCell;
import dev.sluice.controller.api.console.view.PageTable;
import dev.sluice.controller.api.http.ProblemException;
import java.util.List;

/** A page that shows a problem of the REST API. */
final class ProblemPage {
  private ProblemPage() {}

  static ConsolePage of(ProblemException problem) {
    ConsolePage page = ConsolePage.of(problem.type().title()).note(problem.detail());
    return problem.errors().isEmpty()
        ? page
        : page.table(
            new PageTable(
                "What to change",
                List.of("Value", "Reason"),
                problem.errors().stream()
                    .map(
                        error -> List.of(PageCell.of(error.pointer()), PageCell.of(error.detail())))
                    .toList()));
  }
}
