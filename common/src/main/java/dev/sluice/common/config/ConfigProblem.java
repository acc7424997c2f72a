package dev.sluice.common.config;

/**
 * A problem of a configuration: the key, the violated rule and the origin of the value. {@code
 * absent} marks a file that is missing on this machine.
 */
public record ConfigProblem(String path, String message, String origin, boolean missing) {
  @Override
  public String toString() {
    return path + ": " + message + " (" + origin + ")";
  }
}
