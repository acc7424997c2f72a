package dev.sluice.e2e.process;

/** Something that this machine must have is not there: a built module, a binary, a free port. */
public final class AbsentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AbsentException(String message) {
    super(message);
  }
}
