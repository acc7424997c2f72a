package dev.sluice.common.config;

import java.util.List;
import java.util.stream.Collectors;

/** An exception for a rejected configuration, with all of its problems. */
public final class ConfigException extends RuntimeException {
  private final transient List<ConfigProblem> problems;

  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ConfigProblem> problems() {
    return problems;
  }

  /** Returns whether all problems are missing files. */
  public boolean onlyMissingFiles() {
    return problems.stream().allMatch(ConfigProblem::missing);
  }
}
