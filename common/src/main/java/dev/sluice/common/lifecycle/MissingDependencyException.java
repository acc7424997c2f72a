package dev.sluice.common.lifecycle;

import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.util.Locale;

/** Something that the server needs is not there: a port, a file, a database. */
public final class MissingDependencyException extends RuntimeException {
  public MissingDependencyException(String message) {
    super(message);
  }

  private MissingDependencyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Why {@code address}, given by the configuration key {@code key}, could not be opened. */
  public static MissingDependencyException port(HostPort address, String key, IOException cause) {
    String text =
        inUse(cause)
            ? "port " + address + " is in use (" + key + ")"
            : "address " + address + " cannot be opened (" + key + ")";
    return new MissingDependencyException(text, cause);
  }

  /** The JDK and Netty tell it by exceptions of different types, with the system's words. */
  private static boolean inUse(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("already in use")) {
        return true;
      }
    }
    return false;
  }
}
