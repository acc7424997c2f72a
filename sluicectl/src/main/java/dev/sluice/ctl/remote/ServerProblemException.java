package dev.sluice.ctl.remote;

import dev.sluice.ctl.failure.CommandFailure;

/** A failure because the server answered with a problem. */
public final class ServerProblemException extends CommandFailure {
  private final transient ServerProblem problem;

  ServerProblemException(ServerProblem problem) {
    super(problem.isInvalid() ? INVALID : ERROR, problem.lines());
    this.problem = problem;
  }

  public ServerProblem problem() {
    return problem;
  }
}
