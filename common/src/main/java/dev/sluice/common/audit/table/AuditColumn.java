package dev.sluice.common.audit.table;

/** A column whose value is the member of the same name in a record. */
public record AuditColumn(String name, Type type) {

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
