package dev.sluice.common.audit.table;

/** A column whose value is the field of the same name in a record. */
public record AuditColumn(String name, Type type) {

  /** What a column holds. */
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

    /** The name of the type in PostgreSQL. */
    public String sql() {
      return sql;
    }
  }
}
