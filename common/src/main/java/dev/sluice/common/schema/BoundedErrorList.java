package dev.sluice.common.schema;

import com.networknt.schema.Error;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** A list that accepts a limited number of errors and then stops the validation. */
final class BoundedErrorList extends AbstractList<Error> {
  static final int MOST = 1_000;

  /** An exception for a full list. */
  static final class FullException extends RuntimeException {
    FullException() {
      super(null, null, false, false);
    }
  }

  private final List<Error> errors = new ArrayList<>();

  @Override
  public Error get(int index) {
    return errors.get(index);
  }

  @Override
  public int size() {
    return errors.size();
  }

  @Override
  public void add(int index, Error error) {
    if (errors.size() == MOST) {
      throw new FullException();
    }
    errors.add(index, error);
  }
}
