package dev.sluice.common.dependency;

import dev.sluice.common.config.ConfigProblem;
import dev.sluice.common.config.ConfigReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A report of what a server needs: what was found, and each problem with the key that names it. No
 * text of it contains a secret.
 */
public final class DependencyReport {
  private final ConfigReader config;
  private final List<String> found = new ArrayList<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  /** Creates an empty report; {@code config} knows where each key is set. */
  public DependencyReport(ConfigReader config) {
    this.config = config.root();
  }

  /** Reports that what {@code key} names is in order. */
  public void found(String key, String what) {
    found.add(key + " " + what);
  }

  /** Reports that the value of {@code key}, or the content that it names, is wrong. */
  public void wrong(String key, String problem) {
    add(new ConfigProblem(key, problem, config.originOf(key), false));
  }

  /** Reports that something is absent that {@code key} names. */
  public void absent(String key, String problem) {
    add(new ConfigProblem(key, problem, config.originOf(key), true));
  }

  /** Reports a problem that names its own place. */
  public void add(ConfigProblem problem) {
    problems.add(problem);
  }

  /** Returns whether {@code key} has a value of its own, not the default. */
  public boolean isSet(String key) {
    return config.isSet(key);
  }

  /** Returns what is in order, in the order of the checks. */
  public List<String> found() {
    return List.copyOf(found);
  }

  /** Returns all problems, in the order of the checks. */
  public List<ConfigProblem> problems() {
    return List.copyOf(problems);
  }
}
