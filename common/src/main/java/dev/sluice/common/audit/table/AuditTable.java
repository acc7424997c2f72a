package dev.sluice.common.audit.table;

import static dev.sluice.common.audit.table.AuditColumn.Type.BIGINT;
import static dev.sluice.common.audit.table.AuditColumn.Type.BOOLEAN;
import static dev.sluice.common.audit.table.AuditColumn.Type.INET;
import static dev.sluice.common.audit.table.AuditColumn.Type.INT;
import static dev.sluice.common.audit.table.AuditColumn.Type.JSONB;
import static dev.sluice.common.audit.table.AuditColumn.Type.TEXT;
import static dev.sluice.common.audit.table.AuditColumn.Type.TEXTS;
import static dev.sluice.common.audit.table.AuditColumn.Type.UUID;

import java.util.List;
import java.util.stream.Stream;

/** A table of records with the columns that are read from a record, in their order. */
public final class AuditTable {
  /** The table of exchanges; each row is an {@code AuditRecord}. */
  public static final AuditTable AUDIT_EVENTS =
      new AuditTable("audit_events")
          .with(TEXT, "correlation_id", "tenant_id", "project_id", "workspace_id", "user_id")
          .with(TEXT, "agent_id", "source", "caller_type")
          .with(INET, "client_ip")
          .with(TEXT, "user_agent", "method", "endpoint", "query_string", "route_target")
          .with(TEXT, "api_version", "trace_id")
          .with(BIGINT, "request_size_bytes", "response_size_bytes")
          .with(INT, "status_code", "latency_ms")
          .with(TEXT, "error_code", "auth_reason", "policy_version")
          .with(BOOLEAN, "streamed")
          .with(TEXT, "dlp_action", "dlp_rule_id")
          .with(INT, "input_tokens", "output_tokens")
          .with(TEXT, "diff_hash", "changed_files_hash")
          .with(JSONB, "extra");

  /** The table of decisions; each row is a {@code DecisionRecord}. */
  public static final AuditTable DECISION_EVENTS =
      new AuditTable("decision_events")
          .with(TEXT, "request_id", "correlation_id", "decision", "error_code", "rule", "reason")
          .with(TEXT, "credential", "credential_id", "subscription_id", "plan_id")
          .with(TEXT, "tenant_id", "project_id", "workspace_id", "user_id")
          .with(TEXT, "role", "required_role")
          .with(TEXT, "publish_id", "route_id", "route_target", "api_version", "environment")
          .with(TEXT, "policy_version")
          .with(TEXTS, "shadow")
          .with(TEXT, "method", "host", "path")
          .with(TEXTS, "header_names")
          .with(INET, "client_ip")
          .with(TEXT, "node_id")
          .withOptional(JSONB, "inputs");

  /** All audit tables. */
  public static final List<AuditTable> ALL = List.of(AUDIT_EVENTS, DECISION_EVENTS);

  private final String name;
  private final List<AuditColumn> columns;

  private AuditTable(String name) {
    this(name, List.of(new AuditColumn("id", UUID), new AuditColumn("ts_ms", BIGINT)));
  }

  private AuditTable(String name, List<AuditColumn> columns) {
    this.name = name;
    this.columns = List.copyOf(columns);
  }

  /** Returns the name in the database. */
  public String name() {
    return name;
  }

  public List<AuditColumn> columns() {
    return columns;
  }

  /** Returns whether the names are the columns of this table, with or without the optional ones. */
  boolean isRecordOf(List<String> names) {
    return names.equals(columns.stream().map(AuditColumn::name).toList())
        || names.equals(
            columns.stream().filter(column -> !column.optional()).map(AuditColumn::name).toList());
  }

  private AuditTable with(AuditColumn.Type type, String... names) {
    return with(Stream.of(names).map(column -> new AuditColumn(column, type)));
  }

  private AuditTable withOptional(AuditColumn.Type type, String column) {
    return with(Stream.of(new AuditColumn(column, type, true)));
  }

  private AuditTable with(Stream<AuditColumn> more) {
    return new AuditTable(name, Stream.concat(columns.stream(), more).toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
