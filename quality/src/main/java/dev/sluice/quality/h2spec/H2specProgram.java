package dev.sluice.quality.h2spec;

import dev.sluice.e2e.process.GoProgram;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The program h2spec.
 *
 * @param folder the folder of reports and logs
 */
record H2specProgram(Path binary, Path folder) {
  private static final String PACKAGE = "github.com/summerwind/h2spec/cmd/h2spec";
  private static final int MINUTES = 10;
  private static final int SECONDS = 2;
  private static final int SECONDS_AGAIN = 10;

  /** Builds the version that {@code quality/h2spec/go.mod} names, unless it is built. */
  static H2specProgram build(Path folder) {
    Path log = folder.resolve("build.log");
    return new H2specProgram(GoProgram.build("quality/h2spec", PACKAGE, log).binary(), folder);
  }

  /** Runs all cases against a port of this machine. */
  List<ConformanceCase> run(TestedPort port, int number) throws IOException {
    return run(port, number, SECONDS, List.of());
  }

  /**
   * Runs cases again and gives the port more time for each, because a busy machine answers late.
   *
   * @return the titles of those that fail again
   */
  List<String> runAgain(TestedPort port, int number, List<ConformanceCase> cases)
      throws IOException {
    return run(port, number, SECONDS_AGAIN, cases.stream().map(ConformanceCase::id).toList())
        .stream()
        .filter(ConformanceCase::failed)
        .map(ConformanceCase::title)
        .toList();
  }

  private List<ConformanceCase> run(TestedPort port, int number, int seconds, List<String> cases)
      throws IOException {
    String name =
        (port.name() + (port.tls() ? " tls" : "")).toLowerCase(Locale.ROOT).replaceAll("\\W+", "-");
    Path report = folder.resolve(name + ".xml");
    Files.deleteIfExists(report);
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(number),
                "--timeout",
                Integer.toString(seconds),
                "--junit-report",
                report.toString()));
    if (port.tls()) {
      command.addAll(List.of("--tls", "--insecure"));
    }
    command.addAll(cases);
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new ProcessFailedException("h2spec took too long, see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("h2spec was interrupted");
    } finally {
      process.destroyForcibly();
    }
    // Its exit code is not 0 if a case failed, which the report says better.
    if (!Files.exists(report)) {
      throw new ProcessFailedException("h2spec wrote no report, see " + log);
    }
    return CaseReportReader.read(report);
  }
}
