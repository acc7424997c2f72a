package dev.sluice.common.policyfile;

import java.nio.file.Path;
import java.util.List;

/** Turns a document that its schema allows into the form that decides. */
@FunctionalInterface
public interface PolicyCompiler<T> {
  /** Adds what is wrong to {@code problems}; if it added any, its result is thrown away. */
  T compile(PolicyDocument document, List<PolicyProblem> problems);

  /** The same for several documents that count as one; most kinds have one only. */
  default T compileAll(List<PolicyDocument> documents, List<PolicyProblem> problems) {
    documents.stream()
        .skip(1)
        .map(more -> more.problem("", "is a second file of kind " + more.kind()))
        .forEach(problems::add);
    return compile(documents.getFirst(), problems);
  }

  /**
   * Files that a document names, which are part of the policy: if one changes, so does the policy.
   */
  default List<Path> attachments(PolicyDocument document) {
    return List.of();
  }
}
