package dev.sluice.ctl.failure;

import java.util.List;

/** A failure that ends a command with an exit code and lines for people. */
public class CommandFailure extends RuntimeException {
  public static final int ERROR = 1;
  public static final int INVALID = 4;
  public static final int REJECTED = 5;
  public static final int UNREACHABLE = 6;

  private final int exitCode;
  private final transient List<String> lines;

  /** Creates a failure. */
  public CommandFailure(int exitCode, List<String> lines) {
    super(String.join("; ", lines), null, false, false);
    this.exitCode = exitCode;
    this.lines = List.copyOf(lines);
  }

  /** Creates a failure with the exit code 1. */
  public static CommandFailure error(String line) {
    return new CommandFailure(ERROR, List.of(line));
  }

  public int exitCode() {
    return exitCode;
  }

  public List<String> lines() {
    return lines;
  }
}
