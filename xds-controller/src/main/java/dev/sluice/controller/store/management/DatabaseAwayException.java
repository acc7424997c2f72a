package dev.sluice.controller.store.management;

/** An exception for a database that does not answer; nothing was changed. */
public final class DatabaseAwayException extends RuntimeException {
  DatabaseAwayException(Throwable cause) {
    super("the database does not answer", cause);
  }
}
