package dev.sluice.common.audit.postgres;

import dev.sluice.common.audit.table.AuditColumn;
import dev.sluice.common.audit.table.AuditTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A reader of the rows of one table, oldest first. */
public final class AuditExport {
  private static final List<String> LINK = List.of("writer_id", "writer_seq", "prev_hash", "hash");

  /**
   * A filter for rows.
   *
   * @param from the first moment, inclusive
   * @param to the last moment, exclusive
   */
  public record ExportFilter(
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> tenant,
      Optional<String> user,
      OptionalInt status,
      Optional<String> error,
      OptionalLong limit) {}

  /** A consumer of rows. */
  public interface RowConsumer {
    /**
     * Receives one row: the values of {@link #columns} in PostgreSQL's text form, or the row as
     * JSON, depending on the argument of {@code read}.
     */
    void accept(List<@Nullable String> values);
  }

  private final AuditTable table;

  public AuditExport(AuditTable table) {
    this.table = table;
  }

  /** Returns the columns of each row: those of the table, then the link. */
  public List<String> columns() {
    return Stream.concat(table.columns().stream().map(AuditColumn::name), LINK.stream()).toList();
  }

  /** Reads all matching rows, each as one JSON text or as the values of its columns. */
  public void read(Connection connection, ExportFilter filter, boolean json, RowConsumer taker)
      throws SQLException {
    List<Object> parameters = new ArrayList<>();
    String where = where(filter, parameters);
    filter.limit().ifPresent(parameters::add);
    String limit = filter.limit().isPresent() ? " limit ?" : "";
    String values = columns().stream().map(AuditExport::asText).collect(Collectors.joining(", "));
    String names = String.join(", ", columns().stream().map(AuditExport::asJson).toList());
    String what = json ? "(select row_to_json(r)::text from (select " + names + ") r)" : values;
    String sql = "select " + what + " from " + table.name() + where + " order by ts_ms, id" + limit;
    int width = json ? 1 : columns().size();
    try (QueryRows<List<@Nullable String>> rows =
        QueryRows.of(
            connection,
            sql,
            row -> {
              List<@Nullable String> read = new ArrayList<>();
              for (int i = 1; i <= width; i++) {
                read.add(row.getString(i));
              }
              return read;
            },
            parameters.toArray())) {
      rows.forEachRemaining(taker::accept);
    } catch (QueryRows.QueryFailedException e) {
      throw e.sqlException();
    }
  }

  private static String where(ExportFilter filter, List<Object> parameters) {
    List<String> terms = new ArrayList<>();
    filter.from().ifPresent(from -> term("ts_ms >= ?", from.toEpochMilli(), terms, parameters));
    filter.to().ifPresent(to -> term("ts_ms < ?", to.toEpochMilli(), terms, parameters));
    filter.tenant().ifPresent(tenant -> term("tenant_id = ?", tenant, terms, parameters));
    filter.user().ifPresent(user -> term("user_id = ?", user, terms, parameters));
    filter.status().ifPresent(status -> term("status_code = ?", status, terms, parameters));
    filter.error().ifPresent(error -> term("error_code = ?", error, terms, parameters));
    return terms.isEmpty() ? "" : " where " + String.join(" and ", terms);
  }

  private static void term(String term, Object value, List<String> terms, List<Object> parameters) {
    terms.add(term);
    parameters.add(value);
  }

  private static String asText(String column) {
    return isHash(column) ? "encode(" + column + ", 'hex')" : column + "::text";
  }

  private static String asJson(String column) {
    return isHash(column) ? "encode(" + column + ", 'hex') as " + column : column;
  }

  private static boolean isHash(String column) {
    return column.equals("prev_hash") || column.equals("hash");
  }
}
