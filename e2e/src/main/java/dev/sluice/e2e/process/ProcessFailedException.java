package dev.sluice.e2e.process;

/** An exception for a process that did not start, did not become ready, or ended unexpectedly. */
public final class ProcessFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProcessFailedException(String message) {
    super(message);
  }

  public ProcessFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
