package dev.sluice.ctl.policytest.run;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.ctl.policytest.coverage.CoverageItem;
import dev.sluice.ctl.policytest.coverage.PolicyCoverage;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An engine that runs test files against policies as they are, or with a change. */
public final class PolicyTestEngine {
  private final PolicySetLoader loader = new PolicySetLoader();
  private final TestTokenSigner signer = new TestTokenSigner();

  /** Returns a policy file as YAML; empty if it is not readable. */
  public Optional<PolicySource.Parsed> source(Path policy) {
    return loader.source(policy) instanceof PolicySource.Parsed parsed
        ? Optional.of(parsed)
        : Optional.empty();
  }

  /** Loads the policies of a test file; returns their problems. */
  public List<PolicyProblem> problems(PolicyTestFile test) {
    List<PolicyProblem> problems = new ArrayList<>();
    loader.load(test.policies(), problems);
    return problems;
  }

  /** Runs all cases of a file whose policies are valid. */
  public FileRun run(PolicyTestFile test) {
    long start = System.nanoTime();
    TestedPolicies policies = loader.load(test.policies(), new ArrayList<>());
    Set<CoverageItem> items = new HashSet<>(policies.items());
    Set<CoverageItem> branches = new HashSet<>();
    try (var runner = new PolicyTestRunner(test, policies, signer, true)) {
      List<PolicyCaseResult> outcomes = runner.run();
      for (Path policy : test.policies()) {
        source(policy)
            .map(ConditionProbes::new)
            .ifPresent(probes -> {
              items.addAll(probes.items());
              branches.addAll(branches(test, probes));
            });
      }
      return new FileRun(
          test, outcomes, items, branches, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Set<CoverageItem> branches(PolicyTestFile test, ConditionProbes probes) {
    Set<CoverageItem> reached = new HashSet<>();
    for (PolicySource.Parsed variant : probes.variants()) {
      List<PolicyProblem> problems = new ArrayList<>();
      TestedPolicies policies =
          loader.load(test.policies(), Map.of(variant.file(), variant), problems);
      try (var runner = new PolicyTestRunner(test, policies, signer, false)) {
        runner.shadowRules().forEach(rules -> reached.addAll(probes.reached(rules)));
      }
    }
    return reached;
  }

  /** A result of running tests against a changed policy. */
  public sealed interface ChangeResult {
    /** A change that a case notices. */
    record Noticed(PolicyCaseResult by) implements ChangeResult {}

    /** A change that the loader rejects. */
    record Invalid(List<PolicyProblem> problems) implements ChangeResult {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }

    /** A change that no case notices. */
    record Unnoticed() implements ChangeResult {}
  }

  /** Runs files until a case fails, with another version of one policy file. */
  public ChangeResult run(List<PolicyTestFile> tests, PolicySource.Parsed changed) {
    Map<Path, PolicySource> replaced = Map.of(changed.file(), changed);
    for (PolicyTestFile test : tests) {
      if (!test.policies().contains(changed.file())) {
        continue;
      }
      List<PolicyProblem> problems = new ArrayList<>();
      TestedPolicies policies = loader.load(test.policies(), replaced, problems);
      if (!problems.isEmpty()) {
        return new ChangeResult.Invalid(problems);
      }
      try (var runner = new PolicyTestRunner(test, policies, signer, false)) {
        Optional<PolicyCaseResult> failure = runner.firstFailure();
        if (failure.isPresent()) {
          return new ChangeResult.Noticed(failure.get());
        }
      }
    }
    return new ChangeResult.Unnoticed();
  }

  /** Returns the coverage of the policies of all runs. */
  public static PolicyCoverage coverage(List<FileRun> runs) {
    Set<CoverageItem> items = new HashSet<>();
    Set<CoverageItem> reached = new HashSet<>();
    for (FileRun run : runs) {
      items.addAll(run.items());
      reached.addAll(run.branches());
      run.outcomes().forEach(outcome -> reached.addAll(outcome.reached()));
    }
    return PolicyCoverage.of(items, reached);
  }
}
