package dev.sluice.common.audit.table;

/**
 * A column whose value is the member of the same name in a record.
 *
 * @param optional true if records of earlier versions have no such member
 */
public record AuditColumn(String name, Type type, boolean optional) {
  /** Creates a column whose member every record has. */
  public AuditColumn(String name, Type type) {
    this(name, type, false);
  }

  /** The type of a column. */
  public enum Type {
    UUID("uuid"),
    BIGINT("bigint"),
    INT("int"),
    BOOLEAN("boolean"),
    TEXT("text"),
    TEXTS("text[]"),
    INET("inet"),
    JSONB("jsonb");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    /** Returns the name of the type in PostgreSQL. */
    public String sql() {
      return sql;
    }
  }
}
