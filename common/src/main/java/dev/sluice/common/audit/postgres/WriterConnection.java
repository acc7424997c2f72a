package dev.sluice.common.audit.postgres;

import dev.sluice.common.audit.sink.AuditSink.SinkUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection of a sink, which is opened on demand and closed after a connection failure. */
final class WriterConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);

  private static final Map<String, String> SETTINGS =
      Map.of("socketTimeout", "30", "tcpKeepAlive", "true", "prepareThreshold", "1");

  private final DatabaseTarget target;
  private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();
  private volatile @Nullable Connection connection;
  private volatile boolean closed;

  WriterConnection(DatabaseTarget target) {
    this.target = target;
  }

  String user() {
    return target.user();
  }

  PreparedStatement prepared(String sql) throws SQLException {
    PreparedStatement known = prepared.get(sql);
    if (known != null) {
      return known;
    }
    PreparedStatement made = connected().prepareStatement(sql);
    prepared.put(sql, made);
    return made;
  }

  /** Closes the connection and returns the exception for the caller. */
  SinkUnavailableException unavailable(String reason) {
    disconnect();
    return new SinkUnavailableException(reason);
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null) {
      open = connect();
      connection = open;
    }
    return open;
  }

  private Connection connect() throws SQLException {
    if (closed) {
      throw new SQLException("closed", "08003");
    }
    return PostgresConnection.open(target, "sluice-audit", SETTINGS);
  }

  /** Closes the connection, even if another thread waits for a statement. */
  private void disconnect() {
    Connection left = connection;
    prepared.clear();
    connection = null;
    try {
      if (left != null) {
        left.abort(Runnable::run);
      }
    } catch (SQLException e) {
      log.debug("Cutting the connection failed: SQL state {}", e.getSQLState());
    }
  }

  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
