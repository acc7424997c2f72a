package dev.sluice.controller.store.management;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a resource: a table with the columns that the API shows under the same names.
 *
 * @param table the table, whose key is {@code id}
 * @param writable the columns that a caller sets
 * @param readOnly the further columns that a caller sees
 * @param tenant the column of the tenant, set from the scope
 * @param parent the column of the resource above
 * @param children the rows that belong to a resource and are written with it
 * @param references the columns that name other rows the scope must see
 * @param filters the columns by which lists can be filtered
 */
public record ResourceTable(
    String table,
    List<String> writable,
    List<String> readOnly,
    Optional<String> tenant,
    Optional<String> parent,
    List<ChildTable> children,
    List<RowReference> references,
    List<String> filters) {
  private static final List<String> COMMON = List.of("created_at", "updated_at", "row_version");

  /**
   * A table of rows below a resource, shown as a list.
   *
   * @param member the name of the list
   * @param columns the columns of an entry; with a single one the entries are plain values
   * @param order the column that orders the list
   */
  public record ChildTable(
      String member, String table, String parent, List<String> columns, String order) {
    public ChildTable {
      columns = List.copyOf(columns);
    }

    /** Returns whether entries are plain values. */
    boolean isPlain() {
      return columns.size() == 1;
    }
  }

  /**
   * A column that names a row.
   *
   * @param member the column, or {@code list/column} for the entries of a list
   * @param same the columns that the named row must share with this one, this row's first
   */
  public record RowReference(String member, String table, Map<String, String> same) {
    public RowReference {
      same = Map.copyOf(same);
    }

    public static RowReference to(String member, String table) {
      return new RowReference(member, table, Map.of());
    }
  }

  public ResourceTable {
    writable = List.copyOf(writable);
    readOnly = List.copyOf(readOnly);
    children = List.copyOf(children);
    references = List.copyOf(references);
    filters = List.copyOf(filters);
  }

  /** Returns all columns that a caller sees. */
  public List<String> shown() {
    return Stream.of(
            Stream.of("id"),
            parent.stream(),
            tenant.stream(),
            writable.stream(),
            readOnly.stream(),
            COMMON.stream())
        .flatMap(columns -> columns)
        .distinct()
        .toList();
  }
}
