package dev.sluice.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Option;

/** The options of commands that run JMH benchmarks, each in its own process. */
public final class JmhOptions {
  /** The error text for invalid options. */
  public static final String RULE =
      "--forks, --iterations and --time must be 1 or more, --warm-up 0 or more";

  @Option(names = "--forks", defaultValue = "1", description = "Processes, one after the other.")
  private int forks;

  @Option(
      names = "--warm-up",
      defaultValue = "3",
      description = "Iterations before those that count (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--iterations",
      defaultValue = "4",
      description = "Iterations that count (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--time",
      defaultValue = "300",
      description = "Milliseconds of an iteration (default: ${DEFAULT-VALUE}).")
  private int millis;

  public boolean isValid() {
    return forks >= 1 && warmUp >= 0 && iterations >= 1 && millis >= 1;
  }

  /** Runs a method of a benchmark class and returns the score of each iteration. */
  public List<Double> run(Class<?> benchmark, String method, Map<String, String> parameters)
      throws RunnerException {
    TimeValue time = TimeValue.milliseconds(millis);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
            .forks(forks)
            .warmupIterations(warmUp)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    List<Double> scores = new ArrayList<>();
    for (RunResult result : new Runner(options.build()).run()) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          scores.add(iteration.getPrimaryResult().getScore());
        }
      }
    }
    return scores;
  }
}
