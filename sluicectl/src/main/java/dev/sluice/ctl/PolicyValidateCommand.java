package dev.sluice.ctl;

import dev.sluice.ctl.output.OutputOption;
import dev.sluice.ctl.policyfile.PolicyFileReport;
import dev.sluice.ctl.policyfile.PolicyFileValidator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that validates policy files with the loaders of the servers. */
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

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Integer call() {
    List<PolicyFileReport> verdicts = new PolicyFileValidator().validate(paths);
    if (spec != null) {
      output.print(
          spec.commandLine().getOut(),
          () -> verdicts.stream().flatMap(verdict -> verdict.lines().stream()).toList(),
          () -> PolicyFileReportJson.of(verdicts));
    }
    return verdicts.stream().allMatch(PolicyFileReport::isValid) ? 0 : 1;
  }
}
