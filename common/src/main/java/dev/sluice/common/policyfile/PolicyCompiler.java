package dev.sluice.common.policyfile;

import java.util.List;

/** Turns a document that its schema allows into the form that decides. */
@FunctionalInterface
public interface PolicyCompiler<T> {
  /** Adds what is wrong to {@code problems}; if it added any, its result is thrown away. */
  T compile(PolicyDocument document, List<PolicyProblem> problems);
}
