package dev.sluice.common.config;

/**
 * A problem of a configuration: the key, the violated rule and the origin of the value. {@code
 * absent} marks a file that is missing on this machine.
 */
public record ConfigProblem(String path, String message, String origin, boolean missing) {
  /** The path of a problem of the file itself. */
  static final String FILE = "configuration";

  /** Returns whether the configuration file itself is missing or malformed. */
  public boolean isOfFile() {
    return path.equals(FILE);
  }

  @Override
  public String toString() {
    return path + ": " + message + " (" + origin + ")";
  }
}
