package dev.sluice.common.policyfile;

import dev.sluice.common.config.ConfigProblem;
import dev.sluice.common.dependency.DependencyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A probe of whether a policy can be read and compiled. */
public final class PolicyFileProbe {
  private PolicyFileProbe() {}

  /**
   * Probes the policy at {@code place}, which {@code key} names, and returns it if it is valid.
   * Reports each problem with its position in the file.
   */
  public static <T> Optional<T> probe(
      String key, Path place, PolicyFile<T> loader, DependencyReport report) {
    return switch (loader.load(place)) {
      case PolicyResult.Loaded<T>(T value, PolicyDocument document) -> {
        report.found(key, place + " version " + document.version());
        yield Optional.of(value);
      }
      case PolicyResult.Rejected<T>(List<PolicyProblem> problems) -> {
        problemsOf(place, problems).forEach(report::add);
        yield Optional.empty();
      }
    };
  }

  /** Returns the problems of a rejected policy as problems of the configuration. */
  static List<ConfigProblem> problemsOf(Path place, List<PolicyProblem> problems) {
    boolean absent = !Files.isReadable(place);
    return problems.stream()
        .map(problem ->
            new ConfigProblem(pathOf(problem), problem.message(), problem.place(), absent))
        .toList();
  }

  private static String pathOf(PolicyProblem problem) {
    return problem.path().isEmpty() ? "policy" : problem.path();
  }
}
