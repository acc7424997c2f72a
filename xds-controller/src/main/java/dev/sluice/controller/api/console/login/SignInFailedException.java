package dev.sluice.controller.api.console.login;

/** A sign-in that failed, with a reason that pages may show. */
public final class SignInFailedException extends Exception {
  public SignInFailedException(String reason) {
    super(reason);
  }

  SignInFailedException(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** Returns the reason. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
