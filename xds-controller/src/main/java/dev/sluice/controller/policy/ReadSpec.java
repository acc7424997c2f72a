package dev.sluice.controller.policy;

import java.util.List;

/**
 * A result of the conversion of a JSON object to a record.
 *
 * @param <T> the type of the record
 */
public sealed interface ReadSpec<T> {
  /** An object that fits its schema, with the defaults filled in. */
  record Valid<T>(T value) implements ReadSpec<T> {}

  /** An object that does not fit, with all problems. */
  record Invalid<T>(List<SpecProblem> problems) implements ReadSpec<T> {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
