package dev.sluice.common.policyfile;

import java.util.List;

/** The result of loading a policy file. */
public sealed interface PolicyResult<T> {
  /** A valid file with its compiled value. */
  record Loaded<T>(T value, PolicyDocument document) implements PolicyResult<T> {}

  /** An invalid file with all of its problems, in the order of the file. */
  record Rejected<T>(List<PolicyProblem> problems) implements PolicyResult<T> {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
