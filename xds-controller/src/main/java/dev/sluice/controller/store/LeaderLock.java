package dev.sluice.controller.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that elects one leader among the controllers of a database. It is a PostgreSQL advisory
 * lock, kept as long as its connection lives and is used. Confined to one thread.
 */
public final class LeaderLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LeaderLock.class);
  private static final String APPLICATION = "sluice-leadership";
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final long LOCK = 0x736c75696365L;

  private final Database database;
  private final Duration silence;
  private @Nullable Connection connection;

  /**
   * Creates a lock that is not yet acquired.
   *
   * @param silence the time after which a leader that does not renew loses the lock, because its
   *     network may be down
   */
  public LeaderLock(Database database, Duration silence) {
    this.database = database;
    this.silence = silence;
  }

  /** Returns whether this controller leads; tries to acquire the lock if it is free. */
  public boolean isHeld() {
    try {
      Connection held = connection;
      if (held != null) {
        if (held.isValid(Math.toIntExact(LONGEST_ANSWER.toSeconds()))) {
          return true;
        }
        log.info("another controller may lead from now on");
        drop();
      }
      return acquire();
    } catch (SQLException e) {
      log.debug("who leads cannot be told", e);
      drop();
      return false;
    }
  }

  private boolean acquire() throws SQLException {
    Connection tried = database.connect(APPLICATION, LONGEST_ANSWER);
    connection = tried;
    try (Statement statement = tried.createStatement()) {
      statement.execute("set idle_session_timeout = " + silence.toMillis());
    }
    try (PreparedStatement statement = tried.prepareStatement("select pg_try_advisory_lock(?)")) {
      statement.setLong(1, LOCK);
      try (ResultSet result = statement.executeQuery()) {
        if (result.next() && result.getBoolean(1)) {
          log.info("this controller leads");
          return true;
        }
      }
    }
    drop();
    return false;
  }

  private void drop() {
    Connection held = connection;
    connection = null;
    try {
      if (held != null) {
        held.close();
      }
    } catch (SQLException e) {
      log.debug("the connection was gone already", e);
    }
  }

  @Override
  public void close() {
    drop();
  }
}
