package dev.sluice.extproc.budget;

import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.model.ServedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The budgets of one route, with a clock that a test moves and one model with a price. */
final class BudgetFixture implements BudgetSource {
  static final BudgetCaller CALLER =
      new BudgetCaller("acme", "ada", "key-1", "sub-1", "plan-1", "route-1");
  static final int THOUSAND = 1_000;

  final List<BudgetRule> rules = new ArrayList<>();
  final List<ConcurrentRule> limits = new ArrayList<>();
  final List<String> decisions = new ArrayList<>();
  Instant now = Instant.parse("2026-01-31T23:00:00Z");
  final BudgetCounters counters = new BudgetCounters(() -> now);
  private final TokenBudgets budgets =
      new TokenBudgets(
          this,
          (_, alias) ->
              alias.equals("priced")
                  ? Optional.of(new ServedModel("openai", 10, 20))
                  : Optional.empty(),
          counters,
          (name, decision) -> {
            synchronized (decisions) {
              decisions.add(name + " " + decision.label());
            }
          });

  BudgetFixture tokens(String name, long tokens, BudgetKeyPart... key) {
    rules.add(rule(name, tokens * THOUSAND, false, false, key));
    return this;
  }

  static BudgetRule rule(
      String name, long limit, boolean money, boolean shadow, BudgetKeyPart... key) {
    return new BudgetRule(
        "policy-1",
        name,
        List.of(key),
        BudgetPeriod.DAY,
        limit,
        money,
        BudgetWeights.ONE,
        50,
        shadow);
  }

  ExchangeMeter open() {
    return open(CALLER);
  }

  ExchangeMeter open(BudgetCaller caller) {
    return budgets.open(caller, true);
  }

  /** Returns a meter whose stream with this input is admitted. */
  ExchangeMeter stream(long input) {
    ExchangeMeter meter = open();
    meter
        .admit(streamed(input))
        .ifPresent(refusal -> {
          throw new AssertionError(refusal);
        });
    return meter;
  }

  static ModelRequest streamed(long input) {
    return new ModelRequest("", input, OptionalInt.empty(), 1, true);
  }

  static ModelRequest whole(long input, int maxOutput) {
    return new ModelRequest("", input, OptionalInt.of(maxOutput), 1, false);
  }

  static AnswerUsage reported(int input, int output) {
    return new AnswerUsage(OptionalInt.of(input), OptionalInt.of(output), 0, 0, 0);
  }

  @Override
  public List<BudgetRule> budgets(BudgetCaller caller) {
    return rules;
  }

  @Override
  public List<ConcurrentRule> limits(BudgetCaller caller) {
    return limits;
  }
}
