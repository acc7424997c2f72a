package dev.sluice.ctl.policytest;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.output.OutputOption;
import dev.sluice.ctl.policytest.coverage.PolicyCoverage;
import dev.sluice.ctl.policytest.file.CasePlace;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import dev.sluice.ctl.policytest.mutation.MutationRun;
import dev.sluice.ctl.policytest.mutation.MutationScore;
import dev.sluice.ctl.policytest.report.AnnotationReport;
import dev.sluice.ctl.policytest.report.JunitReport;
import dev.sluice.ctl.policytest.report.PolicyTestJson;
import dev.sluice.ctl.policytest.report.PolicyTestReport;
import dev.sluice.ctl.policytest.report.PolicyTestTable;
import dev.sluice.ctl.policytest.report.SarifReport;
import dev.sluice.ctl.policytest.run.FileRun;
import dev.sluice.ctl.policytest.run.PolicyTestEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that runs the tests of policies with the classes of the servers. */
@Command(
    name = "test",
    description = {
      "Runs the test files of policies (*.test.yaml) with the classes of the servers.",
      "Exit codes: 0 all is well; 1 a case failed, or coverage or mutations are below their"
          + " threshold; 2 misused; 3 there is no test file; 4 a policy or a test file is not"
          + " valid."
    },
    mixinStandardHelpOptions = true)
public final class PolicyTestCommand implements Callable<Integer> {
  private static final int ABSENT = 3;
  private static final int PROGRESS_STEPS = 10;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      defaultValue = "policies",
      description = "Test files, or folders that have some (default: ${DEFAULT-VALUE}).")
  private List<Path> paths = List.of();

  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--junit", paramLabel = "FILE", description = "Writes the XML of JUnit.")
  private @Nullable Path junit;

  @Option(names = "--sarif", paramLabel = "FILE", description = "Writes SARIF 2.1.0.")
  private @Nullable Path sarif;

  @Option(names = "--annotations", description = "Prints annotations of GitHub workflows, too.")
  private boolean annotations;

  @Option(names = "--coverage", description = "Prints what of the policies the cases reached.")
  private boolean coverage;

  @Option(
      names = "--threshold",
      paramLabel = "PERCENT",
      description = "Fails below this coverage; implies --coverage.")
  private @Nullable Double threshold;

  @Option(
      names = "--mutate",
      description = "Changes each rule, and fails if no case and no example notices.")
  private boolean mutate;

  @Option(
      names = "--mutation-threshold",
      paramLabel = "PERCENT",
      defaultValue = "100",
      description = "The least score of --mutate (default: ${DEFAULT-VALUE}).")
  private double mutationThreshold;

  @Option(
      names = "--watch",
      description = "Runs again whenever a file beside the tests changes, until it is stopped.")
  private boolean watch;

  @Override
  public Integer call() {
    return watch ? watch() : runOnce();
  }

  private int watch() {
    PrintWriter err = spec().commandLine().getErr();
    var changes = new FileChanges(paths);
    int code = 0;
    try {
      while (true) {
        try {
          code = runOnce();
        } catch (CommandFailure failure) {
          failure.lines().forEach(err::println);
          code = failure.exitCode();
        }
        err.println("waiting for changes");
        err.flush();
        changes.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return code;
    }
  }

  private int runOnce() {
    long start = System.nanoTime();
    PolicyTestFiles found = PolicyTestFiles.read(paths);
    var engine = new PolicyTestEngine();
    Set<PolicyProblem> problems = new LinkedHashSet<>(found.problems());
    found.files().forEach(test -> problems.addAll(engine.problems(test)));
    if (!problems.isEmpty()) {
      throw invalid(problems);
    }
    if (found.files().isEmpty()) {
      throw new CommandFailure(ABSENT, List.of("there is no *.test.yaml below " + paths));
    }
    List<FileRun> runs = found.files().parallelStream().map(engine::run).toList();
    Optional<PolicyCoverage> reached =
        coverage || threshold != null
            ? Optional.of(PolicyTestEngine.coverage(runs))
            : Optional.empty();
    boolean passed = runs.stream().allMatch(run -> run.failed().isEmpty());
    // A case that fails without a change would notice every change.
    Optional<MutationScore> mutations =
        mutate && passed ? Optional.of(mutations(engine, found.files())) : Optional.empty();
    var report =
        new PolicyTestReport(runs, reached, mutations, Duration.ofNanos(System.nanoTime() - start));
    print(report);
    double least = threshold == null ? 0 : threshold;
    boolean covered = reached.map(each -> each.percent() >= least).orElse(true);
    boolean noticed = mutations.map(score -> score.percent() >= mutationThreshold).orElse(true);
    return passed && covered && noticed ? 0 : 1;
  }

  private MutationScore mutations(PolicyTestEngine engine, List<PolicyTestFile> tests) {
    PrintWriter err = spec().commandLine().getErr();
    return new MutationRun(
            engine,
            tests,
            (done, all) -> {
              if (done * PROGRESS_STEPS / all > (done - 1) * PROGRESS_STEPS / all) {
                err.println("mutants: " + done + " of " + all);
                err.flush();
              }
            })
        .run();
  }

  private void print(PolicyTestReport report) {
    PrintWriter out = spec().commandLine().getOut();
    output.print(out, () -> PolicyTestTable.lines(report), () -> PolicyTestJson.of(report));
    if (annotations) {
      AnnotationReport.lines(report).forEach(out::println);
      out.flush();
    }
    write(junit, () -> JunitReport.of(report));
    write(sarif, () -> SarifReport.of(report));
  }

  private CommandFailure invalid(Set<PolicyProblem> problems) {
    List<String> lines = new ArrayList<>();
    for (PolicyProblem problem : problems) {
      lines.add(problem.toString());
      if (annotations) {
        lines.add(
            AnnotationReport.line(
                "error",
                new CasePlace(problem.file(), problem.line(), problem.column()),
                "Not valid",
                problem.message()));
      }
    }
    return new CommandFailure(CommandFailure.INVALID, lines);
  }

  private static void write(@Nullable Path file, Supplier<String> text) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(file, text.get());
    } catch (IOException e) {
      throw CommandFailure.error(file + " cannot be written");
    }
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
