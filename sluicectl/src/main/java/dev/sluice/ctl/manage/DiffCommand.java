package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.document.DocumentPlan;
import dev.sluice.ctl.document.DocumentPruner;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that prints what apply would change. */
@Command(
    name = "diff",
    description = {
      "Prints what apply would create (+), change (~) and, with --prune, delete (-).",
      "Exit codes: 0 nothing, 1 an error or misused, 2 differences, 4 a document is not valid,"
          + " 6 unreachable."
    },
    exitCodeOnInvalidInput = 1,
    mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {
  private static final int DIFFERENCES = 2;

  @Spec private @Nullable CommandSpec spec;
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private DocumentOptions documents = new DocumentOptions();
  @Mixin private PruneOptions prune = new PruneOptions();

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try (ManagementSession session = server.open()) {
      DocumentPlan plan = documents.plan(session);
      List<String> differences = new ArrayList<>(plan.differences());
      prune.pruner(plan).map(DocumentPruner::differences).ifPresent(differences::addAll);
      differences.forEach(out::println);
      out.flush();
      return differences.isEmpty() ? 0 : DIFFERENCES;
    }
  }
}
