package dev.sluice.common.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration was refused; it carries every problem, not only the first. */
public final class ConfigException extends RuntimeException {
  private final transient List<ConfigProblem> problems;

  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ConfigProblem> problems() {
    return problems;
  }

  /** True when nothing is wrong but that files which should exist do not. */
  public boolean onlyMissingFiles() {
    return problems.stream().allMatch(ConfigProblem::missing);
  }
}
