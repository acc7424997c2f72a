package dev.sluice.bench;

import dev.sluice.bench.audit.AuditBenchCommand;
import dev.sluice.bench.authz.AuthzCommand;
import dev.sluice.bench.capacity.CapacityCommand;
import dev.sluice.bench.extproc.ExtProcCommand;
import dev.sluice.bench.extproc.StreamsCommand;
import dev.sluice.bench.limits.LimitsCommand;
import dev.sluice.bench.micro.MicroCommand;
import dev.sluice.bench.scan.ScanCommand;
import dev.sluice.bench.xds.XdsCommand;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code ./sluice bench}, which lists its subcommands if none is given. */
@Command(
    name = "bench",
    description = "Measures Sluice.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AuditBenchCommand.class,
      AuthzCommand.class,
      CapacityCommand.class,
      ExtProcCommand.class,
      LimitsCommand.class,
      MicroCommand.class,
      ScanCommand.class,
      StreamsCommand.class,
      XdsCommand.class
    })
public final class BenchMain implements Runnable {

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs a subcommand and returns its exit code. */
  static int execute(String... args) {
    return new CommandLine(new BenchMain())
        .setExecutionExceptionHandler((failure, command, parsed) -> exitCode(failure))
        .execute(args);
  }

  // 1: the run failed. 3: a needed program is absent.
  private static int exitCode(Exception failure) throws Exception {
    if (failure instanceof MissingPrerequisiteException
        || failure instanceof ProcessFailedException) {
      System.err.println("sluice: " + failure.getMessage());
      return failure instanceof MissingPrerequisiteException ? 3 : 1;
    }
    throw failure;
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
