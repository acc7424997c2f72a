package dev.sluice.ctl.manage;

import dev.sluice.ctl.failure.CommandFailure;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A handler that prints a failure for people and ends with its exit code. */
public final class FailureHandler implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) throws Exception {
    if (failure instanceof CommandFailure known) {
      known.lines().forEach(command.getErr()::println);
      command.getErr().flush();
      return known.exitCode();
    }
    throw failure;
  }
}
