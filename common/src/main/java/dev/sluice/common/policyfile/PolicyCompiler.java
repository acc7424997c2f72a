package dev.sluice.common.policyfile;

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
}
