package dev.sluice.e2e.client;

import java.util.Map;

/** A row of {@code audit_events} with each column as text. A null is an empty text. */
public record AuditRow(Map<String, String> columns) {

  public AuditRow {
    columns = Map.copyOf(columns);
  }

  public String column(String name) {
    String value = columns.get(name);
    if (value == null) {
      throw new IllegalArgumentException("audit_events has no column " + name);
    }
    return value;
  }

  public int status() {
    return Integer.parseInt(column("status_code"));
  }
}
