package dev.sluice.ctl.doctor.input;

/** An exception for a program that is needed and absent. */
public final class MissingProgramException extends Exception {
  MissingProgramException(String message) {
    super(message);
  }
}
