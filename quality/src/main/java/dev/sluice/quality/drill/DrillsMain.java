package dev.sluice.quality.drill;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ProcessFailedException;
import dev.sluice.quality.ResultOption;
import dev.sluice.quality.drill.DrillResult.DrillVerdict;
import dev.sluice.quality.drill.fault.Drill;
import dev.sluice.quality.drill.fault.DrillTable;
import dev.sluice.quality.drill.stack.FaultStack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ./sluice drills}. */
@Command(
    name = "drills",
    description =
        "Causes faults under load, and counts what passed undecided, leaked or was lost meanwhile.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all drills hold",
      "1:a drill failed",
      "2:an option or a drill's name is wrong",
      "3:a needed program is absent"
    },
    mixinStandardHelpOptions = true)
public final class DrillsMain implements Callable<Integer> {
  @Parameters(paramLabel = "NUMBER", description = "Runs these drills only.")
  private List<Integer> numbers = List.of();

  @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Runs these only.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Lists the drills.")
  private boolean list;

  @Option(names = "--outcomes", description = "Also prints all statuses and error codes.")
  private boolean outcomes;

  @Mixin private ResultOption result = new ResultOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the command and returns its exit code. */
  static int execute(String... args) {
    return new CommandLine(new DrillsMain())
        .setExecutionExceptionHandler((failure, command, parsed) -> exitCode(failure))
        .execute(args);
  }

  private static int exitCode(Exception failure) throws Exception {
    if (failure instanceof MissingPrerequisiteException
        || failure instanceof ProcessFailedException) {
      System.err.println("sluice: " + failure.getMessage());
      return failure instanceof MissingPrerequisiteException ? 3 : 1;
    }
    throw failure;
  }

  @Override
  public Integer call() throws IOException {
    List<Drill> drills = chosen();
    if (list) {
      drills.forEach(d -> System.out.printf("%3d  %-20s %s%n", d.number(), d.name(), d.what()));
      return 0;
    }
    PrintStream out = result.readable();
    Path home = Files.createTempDirectory("sluice-drills");
    setLogFile(home);
    System.err.println("sluice: starting the product (files and logs in " + home + ")");
    DrillReport report = new DrillReport(run(drills, home, out));
    out.println(report.totals());
    if (report.holds()) {
      delete(home);
    } else {
      out.println("The logs are in " + home);
    }
    result.print(report::json);
    return report.holds() ? 0 : 1;
  }

  private List<DrillResult> run(List<Drill> drills, Path home, PrintStream out) throws IOException {
    List<DrillResult> results = new ArrayList<>();
    int stacks = 1;
    FaultStack stack = started(home.resolve("stack-" + stacks));
    DrillRunner runner = new DrillRunner(stack);
    out.println(DrillReport.heading());
    for (Drill drill : drills) {
      System.err.printf(
          "sluice: drill %d, %s (%d of %d)%n",
          drill.number(), drill.name(), results.size() + 1, drills.size());
      DrillResult done = runner.run(drill);
      results.add(done);
      out.println(DrillReport.line(done));
      if (outcomes) {
        out.println(DrillReport.outcomes(done));
      }
      if (done.verdict() == DrillVerdict.FAILED && results.size() < drills.size()) {
        // The next drill must not inherit what this one left.
        stack.close();
        stacks++;
        stack = started(home.resolve("stack-" + stacks));
        runner = new DrillRunner(stack);
      }
    }
    stack.close();
    return results;
  }

  private static FaultStack started(Path home) throws IOException {
    FaultStack stack = FaultStack.start(Files.createDirectories(home));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
    return stack;
  }

  private List<Drill> chosen() {
    List<Drill> all = DrillTable.all();
    for (int number : numbers) {
      require(all.stream().anyMatch(d -> d.number() == number), "no drill " + number);
    }
    for (String name : names) {
      require(all.stream().anyMatch(d -> d.name().equals(name)), "no drill \"" + name + "\"");
    }
    if (numbers.isEmpty() && names.isEmpty()) {
      return all;
    }
    return all.stream()
        .filter(d -> numbers.contains(d.number()) || names.contains(d.name()))
        .toList();
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(), problem + "; ./sluice drills --list shows all");
    }
  }

  private static void delete(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Sets the file for the log of this process, before anything is logged. */
  private static void setLogFile(Path home) {
    System.setProperty("logback.configurationFile", "logback-file.xml");
    System.setProperty("sluice.log.file", home.resolve("drills.log").toString());
  }
}
