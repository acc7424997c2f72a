package dev.sluice.common.audit.postgres;

import dev.sluice.common.audit.table.AuditColumn;
import dev.sluice.common.audit.table.AuditTable;
import java.util.stream.Collectors;

/** The SQL statements of the sink. */
final class AuditSql {
  static final String CHECKPOINT =
      """
      insert into audit_checkpoints (writer_id, writer_seq, hash, at_ms, key_id, signature)
      values (?, ?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  /**
   * The day on which a link is stored beside a table. It is that of the database, so that a link
   * that servers store twice on a day is one row, even if their clocks differ.
   */
  private static final String TODAY =
      "(extract(epoch from date_trunc('day', now() at time zone 'UTC')) * 1000)::bigint";

  private AuditSql() {}

  /**
   * Returns the statement that inserts a batch and returns the number of new rows. It stores the
   * link of a row that was not inserted beside the table. It names no conflict target, so that the
   * INSERT privilege is sufficient.
   */
  static String insert(AuditTable table) {
    String names =
        table.columns().stream().map(AuditColumn::name).collect(Collectors.joining(", "));
    String types =
        table.columns().stream()
            .map(column -> column.name() + " " + column.type().sql())
            .collect(Collectors.joining(", "));
    return """
    with input as (
      select * from unnest(?::uuid[], ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[])
        as t(writer, seq, prev, hash, record)
    ), added as (
      insert into TABLE (NAMES, writer_id, writer_seq, prev_hash, hash, record)
      select r.*, writer, seq, prev, input.hash, case when seq is not null then input.record end
      from input
        cross join lateral jsonb_to_record(convert_from(input.record, 'UTF8')::jsonb) as r(TYPES)
      on conflict do nothing
      returning writer_seq
    ), side as (
      insert into audit_side_records
        (writer_id, writer_seq, ts_ms, target, cause, prev_hash, hash, record)
      select writer, seq, TODAY, 'TABLE', 'repeated', prev, hash, record
      from input
      where seq is not null
        and not exists (select from added where added.writer_seq = input.seq)
      on conflict do nothing
    )
    select count(*) from added
    """
        .replace("NAMES", names)
        .replace("TODAY", TODAY)
        .replace("TYPES", types)
        .replace("TABLE", table.name());
  }

  /** Returns the statement that stores the link of a record that cannot be inserted. */
  static String setAside(AuditTable table) {
    return """
    insert into audit_side_records
      (target, writer_id, writer_seq, ts_ms, cause, prev_hash, hash, record)
    values ('TABLE', ?, ?, TODAY, ?, ?, ?, ?)
    on conflict do nothing
    """
        .replace("TODAY", TODAY)
        .replace("TABLE", table.name());
  }
}
