package dev.sluice.controller.store;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** An exception for an unreachable database or a rejected statement; the caller may retry later. */
public final class DatabaseException extends RuntimeException {
  DatabaseException(String doing, Throwable cause) {
    super(doing + " failed: " + reason(cause), cause);
  }

  /** Returns the server's message without its detail, which may contain values of rows. */
  private static String reason(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException refused) {
        ServerErrorMessage words = refused.getServerErrorMessage();
        return words == null ? "no answer (" + refused.getSQLState() + ")" : words.getMessage();
      }
    }
    return thrown.getClass().getSimpleName();
  }
}
