package dev.sluice.common.policyfile;

import java.nio.file.Path;

/** A problem in a policy file. {@code path} is a JSON pointer. */
public record PolicyProblem(Path file, int line, int column, String path, String message) {
  /** Returns the position in the form that editors recognize. */
  public String place() {
    return file + ":" + line + ":" + column;
  }

  @Override
  public String toString() {
    return place() + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
