package dev.sluice.common.audit.postgres;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.AuditSink.SinkAway;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection of a sink, made when it is needed and cut when the database is away. */
final class WriterConnection implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WriterConnection.class);

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

  /** Cuts the connection and says why. */
  SinkAway away(String reason) {
    disconnect();
    return new SinkAway(reason);
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
    Properties properties = new Properties();
    properties.setProperty("user", target.user());
    target.password().map(Secret::reveal).ifPresent(p -> properties.setProperty("password", p));
    properties.setProperty("ApplicationName", "sluice-audit");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "1");
    properties.setProperty("logServerErrorDetail", "false");
    Connection connected = new Driver().connect(target.url().reveal(), properties);
    if (connected == null) {
      throw new SQLException("not a PostgreSQL address", "08001");
    }
    return connected;
  }

  /** Cuts the connection, also under a statement that another thread waits for. */
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
