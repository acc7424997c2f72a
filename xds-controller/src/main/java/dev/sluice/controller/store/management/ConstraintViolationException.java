package dev.sluice.controller.store.management;

/** An exception for a change that the database rejects because of its rules. */
public final class ConstraintViolationException extends RuntimeException {
  private final String constraint;
  private final String state;

  /**
   * Creates an exception.
   *
   * @param constraint the name of the constraint; for a missing value, the column
   * @param state the SQL state
   */
  public ConstraintViolationException(String constraint, String state) {
    super(constraint);
    this.constraint = constraint;
    this.state = state;
  }

  /** Returns the name of the constraint, or the column of a missing or invalid value. */
  public String constraint() {
    return constraint;
  }

  /** Returns whether a row is still used by others. */
  public boolean isReference() {
    return state.equals("23503");
  }

  /** Returns whether another row has the same key. */
  public boolean isDuplicate() {
    return state.equals("23505");
  }

  /** Returns whether a value cannot be stored in its column. */
  public boolean isValue() {
    return state.startsWith("22");
  }

  /** Returns whether the policies of the tables forbid the change. */
  public boolean isForbidden() {
    return state.equals("42501");
  }

  /** Returns whether the change met another one and may succeed when it is repeated. */
  public boolean isConcurrent() {
    return state.startsWith("40") || state.equals("55P03");
  }
}
