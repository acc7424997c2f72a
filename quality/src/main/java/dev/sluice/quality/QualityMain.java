package dev.sluice.quality;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.contract.ContractCommand;
import dev.sluice.quality.detection.DetectionCommand;
import dev.sluice.quality.fuzz.FuzzCommand;
import dev.sluice.quality.h2spec.H2specCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ./sluice quality}; without a subcommand it lists what can be checked. */
@Command(
    name = "quality",
    description = "Checks how right Sluice is.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ContractCommand.class,
      DetectionCommand.class,
      FuzzCommand.class,
      H2specCommand.class
    })
public final class QualityMain implements Runnable {
  private static final int FAILED = 1;
  private static final int ABSENT = 3;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new QualityMain())
            .setExecutionExceptionHandler((failure, command, parsed) -> exitCode(failure))
            .execute(args));
  }

  private static int exitCode(Exception failure) throws Exception {
    if (failure instanceof MissingPrerequisiteException
        || failure instanceof ProcessFailedException) {
      System.err.println("sluice: " + failure.getMessage());
      return failure instanceof MissingPrerequisiteException ? ABSENT : FAILED;
    }
    throw failure;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
