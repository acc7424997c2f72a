package dev.sluice.common.policyfile;

import java.nio.file.Path;

/** One thing that is wrong with a policy file; {@code path} is a JSON pointer into it. */
public record PolicyProblem(Path file, int line, int column, String path, String message) {
  /** The place as an editor understands it. */
  public String place() {
    return file + ":" + line + ":" + column;
  }

  @Override
  public String toString() {
    return place() + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
