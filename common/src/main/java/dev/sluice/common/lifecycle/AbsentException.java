package dev.sluice.common.lifecycle;

import dev.sluice.common.config.HostPort;
import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that the server needs is not there: a port, a file, a database. */
public final class AbsentException extends RuntimeException {
  public AbsentException(String message) {
    super(message);
  }

  private AbsentException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Why {@code address}, given by the configuration key {@code key}, could not be opened. */
  public static AbsentException port(HostPort address, String key, IOException cause) {
    BindException bind = bindException(cause);
    boolean inUse =
        bind != null
            && String.valueOf(bind.getMessage()).toLowerCase(Locale.ROOT).contains("in use");
    String text =
        inUse
            ? "port " + address + " is in use (" + key + ")"
            : "address " + address + " cannot be opened (" + key + ")";
    return new AbsentException(text, cause);
  }

  private static @Nullable BindException bindException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind) {
        return bind;
      }
    }
    return null;
  }
}
