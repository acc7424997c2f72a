package dev.sluice.common.lifecycle;

import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.util.Locale;

/** An exception for a dependency that is missing at start-up: a port, a file or a database. */
public final class MissingDependencyException extends RuntimeException {
  public MissingDependencyException(String message) {
    super(message);
  }

  private MissingDependencyException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns the exception for an address that cannot be opened; {@code key} is its configuration
   * key.
   */
  public static MissingDependencyException port(HostPort address, String key, IOException cause) {
    String text =
        inUse(cause)
            ? "port " + address + " is in use (" + key + ")"
            : "address " + address + " cannot be opened (" + key + ")";
    return new MissingDependencyException(text, cause);
  }

  /**
   * Returns whether the address is in use. The JDK and Netty throw different types with the
   * system's message.
   */
  private static boolean inUse(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("already in use")) {
        return true;
      }
    }
    return false;
  }
}
