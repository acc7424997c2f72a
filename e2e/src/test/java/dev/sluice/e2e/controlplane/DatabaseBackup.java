package dev.sluice.e2e.controlplane;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** A backup of the rows that users write, without the tables of the controller. */
record DatabaseBackup(Map<String, byte[]> tables) {
  private static final List<String> TABLES =
      List.of(
          "tenants",
          "clusters",
          "agents",
          "api_services",
          "api_versions",
          "backends",
          "backend_endpoints",
          "routes",
          "route_backends",
          "policies",
          "gateways",
          "gateway_listeners",
          "products",
          "product_publishes",
          "publish_services",
          "publish_hostnames");

  static DatabaseBackup of(Connection from) throws SQLException, IOException {
    Map<String, byte[]> dump = new LinkedHashMap<>();
    from.setAutoCommit(false);
    try (Statement snapshot = from.createStatement()) {
      snapshot.execute("set transaction isolation level repeatable read");
    }
    for (String table : TABLES) {
      ByteArrayOutputStream rows = new ByteArrayOutputStream();
      from.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy " + columns(from, table) + " to stdout", rows);
      dump.put(table, rows.toByteArray());
    }
    from.commit();
    return new DatabaseBackup(dump);
  }

  /** Restores all rows in one transaction. */
  void restore(Connection to) throws SQLException, IOException {
    to.setAutoCommit(false);
    for (Map.Entry<String, byte[]> table : tables.entrySet()) {
      to.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + columns(to, table.getKey()) + " from stdin",
              new ByteArrayInputStream(table.getValue()));
    }
    to.commit();
  }

  private static String columns(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select '"
                    + table
                    + " (' || string_agg(quote_ident(column_name), ', ' order by column_name) || ')'"
                    + " from information_schema.columns"
                    + " where table_name = '"
                    + table
                    + "' and is_generated = 'NEVER' and column_name <> 'pinned_revision_id'")) {
      found.next();
      return found.getString(1);
    }
  }
}
