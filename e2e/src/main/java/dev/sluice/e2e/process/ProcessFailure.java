package dev.sluice.e2e.process;

/** A process did not start, did not become ready or ended by itself. */
public final class ProcessFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProcessFailure(String message) {
    super(message);
  }

  public ProcessFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
