package dev.sluice.controller.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A set of calls of the purge functions; the connection must not commit automatically. */
final class PurgeStatements {
  private static final String PLAN = "select partition, kept from audit_purge_plan(?)";
  private static final String BEGIN =
      """
      select writer_id, first_seq, last_seq, encode(prev_hash, 'hex'), encode(hash, 'hex')
      from begin_audit_purge(?, ?)
      """;
  private static final String END =
      """
      select purge_audit_partition(p.name, ?, array(
          select row(writer, first, last, decode(prev, 'hex'), decode(hash, 'hex'), p.name, ?, ?,
            decode(signature, 'hex'))::audit_boundaries
          from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])
            as r(writer, first, last, prev, hash, signature)),
        jsonb_build_object('actor_id', ?::text, 'client_ip', ?::text, 'user_agent', ?::text,
          'request_method', ?::text, 'request_path', ?::text, 'correlation_id', ?::text))
      from (select ?::text as name) p
      """;

  private final Connection connection;
  private final long cutoffMs;

  PurgeStatements(Connection connection, long cutoffMs) {
    this.connection = connection;
    this.cutoffMs = cutoffMs;
  }

  /** Returns all partitions, the oldest first, each with the reason why it must stay, if any. */
  List<PartitionPlan> plan() throws SQLException {
    List<PartitionPlan> plan = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(PLAN)) {
      statement.setLong(1, cutoffMs);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          plan.add(new PartitionPlan(rows.getString(1), Optional.ofNullable(rows.getString(2))));
        }
      }
    }
    connection.commit();
    return plan;
  }

  /**
   * Begins a transaction that locks the partition against inserts; returns the runs that a drop
   * would remove.
   */
  List<AuditLinkRun> beginDrop(String partition) throws SQLException {
    List<AuditLinkRun> runs = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
      statement.setString(1, partition);
      statement.setLong(2, cutoffMs);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          runs.add(
              new AuditLinkRun(
                  rows.getObject(1, UUID.class),
                  rows.getLong(2),
                  rows.getLong(3),
                  rows.getString(4),
                  rows.getString(5)));
        }
      }
    }
    return runs;
  }

  /** Drops the partition in the transaction that {@link #beginDrop} began, and commits it. */
  void finishDrop(String partition, AuditPurge.SignedBoundaries signed, PurgeCaller caller)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(END)) {
      statement.setLong(1, cutoffMs);
      statement.setLong(2, signed.atMs());
      statement.setString(3, signed.keyId());
      array(statement, 4, "uuid", signed.runs(), AuditLinkRun::writer);
      array(statement, 5, "bigint", signed.runs(), AuditLinkRun::first);
      array(statement, 6, "bigint", signed.runs(), AuditLinkRun::last);
      array(statement, 7, "text", signed.runs(), AuditLinkRun::prevHash);
      array(statement, 8, "text", signed.runs(), AuditLinkRun::hash);
      array(
          statement, 9, "text", signed.seals(), seal -> HexFormat.of().formatHex(seal.signature()));
      statement.setString(10, caller.actor());
      statement.setString(11, caller.clientIp());
      statement.setString(12, caller.userAgent());
      statement.setString(13, caller.method());
      statement.setString(14, caller.path());
      statement.setString(15, caller.correlationId());
      statement.setString(16, partition);
      statement.execute();
    }
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  private <T> void array(
      PreparedStatement statement, int at, String type, List<T> from, Function<T, Object> value)
      throws SQLException {
    statement.setArray(at, connection.createArrayOf(type, from.stream().map(value).toArray()));
  }

  /** A planned action for a partition: a drop, or the reason to keep it. */
  record PartitionPlan(String partition, Optional<String> kept) {}
}
