package dev.sluice.ctl.doctor;

import static java.util.Objects.requireNonNull;

import dev.sluice.ctl.doctor.input.MissingProgramException;
import dev.sluice.ctl.doctor.input.UnreadableInputException;
import dev.sluice.ctl.output.OutputOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that examines something and reports its wiring faults. */
abstract class DoctorCommand implements Callable<Integer> {
  static final String EXIT_CODES =
      "Exit codes: 0 no errors, 1 errors, 2 wrong usage or unreadable input, 3 kubectl is absent.";

  private static final int UNREADABLE = 2;
  private static final int ABSENT = 3;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private OutputOption output = new OutputOption();

  abstract DoctorReport examine()
      throws UnreadableInputException, MissingProgramException, InterruptedException;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = command();
    try {
      DoctorReport report = examine();
      output.print(command.commandLine().getOut(), report::lines, report::json);
      return report.isHealthy() ? 0 : 1;
    } catch (UnreadableInputException e) {
      return failed(command, e, UNREADABLE);
    } catch (MissingProgramException e) {
      return failed(command, e, ABSENT);
    }
  }

  CommandSpec command() {
    return requireNonNull(spec);
  }

  private static int failed(CommandSpec command, Exception problem, int exitCode) {
    command.commandLine().getErr().println(problem.getMessage());
    command.commandLine().getErr().flush();
    return exitCode;
  }
}
