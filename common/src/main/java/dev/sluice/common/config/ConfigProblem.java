package dev.sluice.common.config;

/**
 * One thing that is wrong with a configuration: the key, the rule it breaks, and where the value
 * came from; {@code absent} when something that should exist on this machine does not.
 */
public record ConfigProblem(String path, String message, String origin, boolean missing) {
  @Override
  public String toString() {
    return path + ": " + message + " (" + origin + ")";
  }
}
