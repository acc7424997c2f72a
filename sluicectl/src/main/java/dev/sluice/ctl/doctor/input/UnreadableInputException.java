package dev.sluice.ctl.doctor.input;

/** An exception for input that cannot be read. Its message says what is wrong and where. */
public final class UnreadableInputException extends Exception {
  public UnreadableInputException(String message) {
    super(message);
  }
}
