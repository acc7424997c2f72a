package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
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
      "Prints what apply would create (+) and change (~).",
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

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try (ManagementSession session = server.open()) {
      List<String> differences = documents.plan(session).differences();
      differences.forEach(out::println);
      out.flush();
      return differences.isEmpty() ? 0 : DIFFERENCES;
    }
  }
}
