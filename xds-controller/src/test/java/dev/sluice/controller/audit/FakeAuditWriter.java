package dev.sluice.controller.audit;

import dev.sluice.controller.testkit.Postgres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A writer of audit records, each linked to the one before. */
final class FakeAuditWriter {
  private final Postgres postgres;
  private final UUID id = UUID.randomUUID();
  private long seq;
  private byte[] hash = new byte[32];

  FakeAuditWriter(Postgres postgres) {
    this.postgres = postgres;
  }

  UUID id() {
    return id;
  }

  /** Writes the next record as a row of audit_events. */
  void event(long tsMs, String tenant) {
    String link = link(record(tsMs, tenant));
    postgres.execute(
        "insert into audit_events (id, ts_ms, correlation_id, tenant_id, project_id, workspace_id,"
            + " user_id, method, endpoint, route_target, status_code, latency_ms, policy_version,"
            + " streamed, dlp_action, writer_id, writer_seq, prev_hash, hash, record) values"
            + " (gen_random_uuid(), "
            + tsMs
            + ", 'c', '"
            + tenant
            + "', '-', '-', '-', 'GET', '/', '-', 200, 1, '-', false, '-', "
            + link
            + ")");
  }

  /** Writes the next record as a side record, which its table did not accept. */
  void side(long tsMs, String record) {
    String link = link(record.getBytes(StandardCharsets.UTF_8));
    postgres.execute(
        "insert into audit_side_records (ts_ms, target, cause, writer_id, writer_seq, prev_hash,"
            + " hash, record) values ("
            + tsMs
            + ", 'audit_events', 'unfit', "
            + link
            + ")");
  }

  /** Writes the records from that number on again, as a repeated batch does. */
  void repeat(long from, long tsMs) {
    postgres.execute(
        "insert into audit_side_records (ts_ms, target, cause, writer_id, writer_seq, prev_hash,"
            + " hash, record) select "
            + tsMs
            + ", 'audit_events', 'repeated', writer_id, writer_seq, prev_hash, hash, record"
            + " from audit_events where writer_id = '"
            + id
            + "' and writer_seq >= "
            + from);
  }

  static byte[] record(long tsMs, String tenant) {
    return "{\"ts_ms\":%d,\"tenant_id\":\"%s\"}"
        .formatted(tsMs, tenant)
        .getBytes(StandardCharsets.UTF_8);
  }

  private String link(byte[] record) {
    byte[] before = hash;
    seq++;
    ByteBuffer linked = ByteBuffer.allocate(14 + 16 + 8 + 32 + record.length);
    linked.put("sluice-audit-1".getBytes(StandardCharsets.US_ASCII));
    linked.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    linked.putLong(seq).put(before).put(record);
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(linked.array());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    HexFormat hex = HexFormat.of();
    return "'%s', %d, '\\x%s', '\\x%s', '\\x%s'"
        .formatted(id, seq, hex.formatHex(before), hex.formatHex(hash), hex.formatHex(record));
  }
}
