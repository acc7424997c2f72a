package dev.sluice.e2e.mesh;

import dev.sluice.e2e.client.AuditRow;
import tools.jackson.databind.json.JsonMapper;

/** An audit row with the fields that tests of a mesh compare. */
record MeshAuditRow(AuditRow row) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Returns the status and further columns, separated by spaces. */
  String columns(String... names) {
    StringBuilder text = new StringBuilder(row.column("status_code"));
    for (String name : names) {
      text.append(' ').append(row.column(name));
    }
    return text.toString();
  }

  /** Returns a further field; empty if the row has none. */
  String extra(String name) {
    return JSON.readTree(row.column("extra")).path(name).asString("");
  }
}
