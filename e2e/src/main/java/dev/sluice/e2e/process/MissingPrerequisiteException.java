package dev.sluice.e2e.process;

/**
 * An exception for a missing prerequisite on this machine: a built module, a binary, a free port.
 */
public final class MissingPrerequisiteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MissingPrerequisiteException(String message) {
    super(message);
  }
}
