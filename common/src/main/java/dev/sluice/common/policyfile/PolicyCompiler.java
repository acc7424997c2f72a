package dev.sluice.common.policyfile;

import java.nio.file.Path;
import java.util.List;

/** A compiler of valid policy documents into the form that a server evaluates. */
@FunctionalInterface
public interface PolicyCompiler<T> {
  /**
   * Compiles a document. Adds errors to {@code problems}; if there are any, the result is
   * discarded.
   */
  T compile(PolicyDocument document, List<PolicyProblem> problems);

  /** Compiles several documents as one policy. Most kinds support only one document. */
  default T compileAll(List<PolicyDocument> documents, List<PolicyProblem> problems) {
    documents.stream()
        .skip(1)
        .map(more -> more.problem("", "is a second file of kind " + more.kind()))
        .forEach(problems::add);
    return compile(documents.getFirst(), problems);
  }

  /**
   * Returns the files that a document references. They are part of the policy, and a change of one
   * is a change of the policy.
   */
  default List<Path> attachments(PolicyDocument document) {
    return List.of();
  }
}
