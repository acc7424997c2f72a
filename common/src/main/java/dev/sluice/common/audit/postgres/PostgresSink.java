package dev.sluice.common.audit.postgres;

import dev.sluice.common.Secret;
import dev.sluice.common.audit.AuditSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Inserts batches into {@code audit_events}, each with one statement. A row that the database can
 * never take is found by halving the batch, parked in a file and counted, so that it keeps no other
 * row waiting.
 */
public final class PostgresSink implements AuditSink {
  private static final Logger log = LoggerFactory.getLogger(PostgresSink.class);

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LONG_OVER = Duration.ofDays(62);

  // No conflict target, so that the right to INSERT is enough.
  private static final String INSERT =
      """
      insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id,
        user_id, agent_id, source, caller_type, client_ip, user_agent, method, endpoint,
        query_string, route_target, api_version, trace_id, request_size_bytes,
        response_size_bytes, status_code, latency_ms, error_code, auth_reason, policy_version,
        streamed, dlp_action, dlp_rule_id, input_tokens, output_tokens, diff_hash,
        changed_files_hash, extra)
      select * from jsonb_to_recordset(?::jsonb) as r(id uuid, ts_ms bigint, correlation_id text,
        tenant_id text, project_id text, workspace_id text, user_id text, agent_id text,
        source text, caller_type text, client_ip inet, user_agent text, method text,
        endpoint text, query_string text, route_target text, api_version text, trace_id text,
        request_size_bytes bigint, response_size_bytes bigint, status_code int, latency_ms int,
        error_code text, auth_reason text, policy_version text, streamed boolean,
        dlp_action text, dlp_rule_id text, input_tokens int, output_tokens int, diff_hash text,
        changed_files_hash text, extra jsonb)
      on conflict do nothing
      """;

  private final DatabaseTarget target;
  private final DeadLetters deadLetters;
  private volatile @Nullable Connection connection;
  private volatile @Nullable PreparedStatement insert;
  private volatile boolean closed;

  /** Connects when the first batch comes. {@code deadLetters} is the file of parked rows. */
  public PostgresSink(DatabaseTarget target, Path deadLetters) {
    this.target = target;
    this.deadLetters = new DeadLetters(deadLetters, Clock.systemUTC());
  }

  @Override
  public String name() {
    return "postgresql as " + target.user();
  }

  @Override
  public Written write(List<byte[]> batch) throws SinkAway {
    try {
      int added = statement(batch).executeUpdate();
      return new Written(added, batch.size() - added, 0);
    } catch (SQLException e) {
      return switch (SqlFailure.of(e)) {
        case SqlFailure.Away(String reason) -> {
          disconnect();
          throw new SinkAway(reason);
        }
        case SqlFailure.BadRow bad when batch.size() == 1 -> park(batch.getFirst(), bad);
        case SqlFailure.NoPartition _ when batch.size() == 1 -> strand(batch.getFirst());
        case SqlFailure.BadRow _, SqlFailure.NoPartition _ -> writeHalves(batch);
      };
    }
  }

  private Written writeHalves(List<byte[]> batch) throws SinkAway {
    int middle = batch.size() / 2;
    Written first = write(batch.subList(0, middle));
    Written second = write(batch.subList(middle, batch.size()));
    return new Written(
        first.added() + second.added(),
        first.repeated() + second.repeated(),
        first.parked() + second.parked());
  }

  /** Partitions of coming months are made, but none of a month that is long over. */
  private Written strand(byte[] record) throws SinkAway {
    long age = System.currentTimeMillis() - JSON.readTree(record).path("ts_ms").asLong();
    if (age < LONG_OVER.toMillis()) {
      throw new SinkAway(SqlFailure.NoPartition.LABEL);
    }
    return park(record, new SqlFailure.BadRow("23514", SqlFailure.NoPartition.LABEL));
  }

  private Written park(byte[] record, SqlFailure.BadRow bad) throws SinkAway {
    log.warn("An audit row was parked: SQL state {} {}", bad.sqlState(), bad.where());
    try {
      deadLetters.park(record, bad);
    } catch (IOException e) {
      throw new SinkAway("dead_letters_unwritable");
    }
    return new Written(0, 0, 1);
  }

  private PreparedStatement statement(List<byte[]> batch) throws SQLException {
    PreparedStatement prepared = insert;
    if (prepared == null) {
      connection = connect();
      prepared = connection.prepareStatement(INSERT);
      insert = prepared;
    }
    prepared.setString(1, array(batch));
    return prepared;
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

  private static String array(List<byte[]> batch) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(1_024 * batch.size());
    json.write('[');
    for (byte[] record : batch) {
      if (json.size() > 1) {
        json.write(',');
      }
      json.writeBytes(record);
    }
    json.write(']');
    return json.toString(StandardCharsets.UTF_8);
  }

  /** Cuts the connection, also under a statement that another thread waits for. */
  private void disconnect() {
    Connection left = connection;
    insert = null;
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
