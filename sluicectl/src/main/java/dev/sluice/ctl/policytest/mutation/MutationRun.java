package dev.sluice.ctl.policytest.mutation;

import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.rbac.RbacPolicyCompiler;
import dev.sluice.common.tier.TierPolicyCompiler;
import dev.sluice.common.waf.WafCompiler;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import dev.sluice.ctl.policytest.run.PolicyTestEngine;
import dev.sluice.ctl.policytest.run.PolicyTestEngine.ChangeResult;
import dev.sluice.ctl.policytest.run.YamlTree;
import dev.sluice.extauthz.policy.file.AuthzPolicyCompiler;
import dev.sluice.extauthz.policy.file.IpRulesCompiler;
import dev.sluice.extproc.policy.ModelRulesCompiler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A run of all tests against each mutant of their policies, on all processors. */
public final class MutationRun {
  private final PolicyTestEngine engine;
  private final List<PolicyTestFile> tests;
  private final BiConsumer<Integer, Integer> progress;

  /**
   * Creates a run.
   *
   * @param progress receives how many mutants were run, and how many there are
   */
  public MutationRun(
      PolicyTestEngine engine, List<PolicyTestFile> tests, BiConsumer<Integer, Integer> progress) {
    this.engine = engine;
    this.tests = tests;
    this.progress = progress;
  }

  private record MutantResult(PolicyMutant mutant, ChangeResult result) {
    boolean survives() {
      return result instanceof ChangeResult.Unnoticed;
    }

    /** Returns whether the examples of the rule notice the change. */
    boolean byExample() {
      return result instanceof ChangeResult.Invalid(List<PolicyProblem> problems)
          && problems.stream().allMatch(problem -> problem.path().contains("/examples/"));
    }

    boolean counts() {
      return !(result instanceof ChangeResult.Invalid) || byExample();
    }
  }

  public MutationScore run() {
    long start = System.nanoTime();
    List<PolicyMutant> mutants = mutants();
    var done = new AtomicInteger();
    List<MutantResult> results =
        mutants.parallelStream()
            .map(mutant -> {
              var result = new MutantResult(mutant, engine.run(tests, mutant.source()));
              progress.accept(done.incrementAndGet(), mutants.size());
              return result;
            })
            .filter(MutantResult::counts)
            .toList();
    List<PolicyMutant> survivors =
        results.stream().filter(MutantResult::survives).map(MutantResult::mutant).toList();
    return new MutationScore(
        results.size() - survivors.size(),
        Math.toIntExact(results.stream().filter(MutantResult::byExample).count()),
        survivors,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private List<PolicyMutant> mutants() {
    var policies = new TreeSet<Path>();
    tests.forEach(test -> policies.addAll(test.policies()));
    List<PolicyMutant> mutants = new ArrayList<>();
    policies.forEach(
        policy -> engine.source(policy).ifPresent(source -> mutants.addAll(of(source))));
    return mutants;
  }

  static List<PolicyMutant> of(PolicySource.Parsed source) {
    var list = new MutantList(source);
    switch (YamlTree.text(source.root(), List.of("kind"))) {
      case AuthzPolicyCompiler.KIND, IpRulesCompiler.KIND -> RequestRuleMutants.of(list);
      case RbacPolicyCompiler.KIND -> RoleMutants.of(list);
      case ModelRulesCompiler.KIND -> LimitMutants.ofModels(list);
      case TierPolicyCompiler.KIND -> LimitMutants.ofTiers(list);
      case WafCompiler.KIND -> BodyRuleMutants.ofWaf(list);
      default -> BodyRuleMutants.ofDlp(list);
    }
    return list.mutants();
  }
}
