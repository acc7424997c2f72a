package dev.sluice.common.audit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** An iterator over the rows of a query that fetches some rows at a time. */
final class QueryRows<T> implements Iterator<T>, AutoCloseable {
  private static final int FETCH = 500;

  /** A reader of the current row of a result. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** An unchecked wrapper of an {@link SQLException} during iteration. */
  static final class QueryFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException thrown;

    QueryFailedException(SQLException thrown) {
      super(thrown);
      this.thrown = thrown;
    }

    SQLException sqlException() {
      return thrown;
    }
  }

  private final PreparedStatement statement;
  private final ResultSet rows;
  private final RowReader<T> reader;
  private boolean there;

  private QueryRows(PreparedStatement statement, ResultSet rows, RowReader<T> reader)
      throws SQLException {
    this.statement = statement;
    this.rows = rows;
    this.reader = reader;
    this.there = rows.next();
  }

  /** Runs the query with the given parameters. */
  static <T> QueryRows<T> of(
      Connection connection, String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setFetchSize(FETCH);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return new QueryRows<>(statement, statement.executeQuery(), reader);
  }

  @Override
  public boolean hasNext() {
    return there;
  }

  @Override
  public T next() {
    if (!there) {
      throw new NoSuchElementException();
    }
    try {
      T item = reader.read(rows);
      there = rows.next();
      return item;
    } catch (SQLException e) {
      throw new QueryFailedException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
