package dev.sluice.common.policyfile;

import java.util.List;

/** What became of a policy file. */
public sealed interface PolicyResult<T> {
  /** A good file and what it compiled to. */
  record Loaded<T>(T value, PolicyDocument document) implements PolicyResult<T> {}

  /** A bad file with everything that is wrong with it, in the order of the file. */
  record Rejected<T>(List<PolicyProblem> problems) implements PolicyResult<T> {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
