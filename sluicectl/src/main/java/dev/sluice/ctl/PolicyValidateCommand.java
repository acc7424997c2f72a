package dev.sluice.ctl;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks policy files as the servers would before they took them. */
@Command(
    name = "validate",
    description = {
      "Checks policy files as the servers would before they took them.",
      "Exit codes: 0 all are good, 1 one is not, 2 misused."
    },
    mixinStandardHelpOptions = true)
final class PolicyValidateCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Policy files, or folders whose *.yaml files are checked.")
  private List<Path> paths = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json (default: ${DEFAULT-VALUE}).")
  private Output output = Output.TEXT;

  @Override
  public Integer call() {
    List<FileVerdict> verdicts = new PolicyFiles().check(paths);
    if (spec != null) {
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case TEXT -> verdicts.forEach(verdict -> verdict.text().forEach(out::println));
        case JSON -> out.println(VerdictJson.of(verdicts));
      }
      out.flush();
    }
    return verdicts.stream().allMatch(FileVerdict::good) ? 0 : 1;
  }
}
