package dev.sluice.extproc.budget;

import dev.sluice.extproc.budget.BudgetCounter.Admission;
import dev.sluice.extproc.budget.BudgetRefusal.Reason;
import dev.sluice.extproc.budget.RunningExchanges.RunningKey;
import dev.sluice.extproc.finding.ModelRequest;
import dev.sluice.extproc.finding.TokenMeter;
import dev.sluice.extproc.model.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A meter of one exchange: it counts the call in all budgets that apply. One thread uses it. */
public final class ExchangeMeter implements TokenMeter {
  private static final String OTHER_MODEL = "other";
  private static final int FIRST_ERROR = 400;

  private final TokenBudgets budgets;
  private final BudgetCaller caller;
  private final List<BudgetRule> rules;
  private final List<ConcurrentRule> limits;
  private final List<RunningKey> running = new ArrayList<>(0);
  private List<BudgetLine> lines = List.of();
  private Optional<BudgetRefusal> refusal = Optional.empty();
  private boolean free;

  ExchangeMeter(
      TokenBudgets budgets,
      BudgetCaller caller,
      List<BudgetRule> rules,
      List<ConcurrentRule> limits) {
    this.budgets = budgets;
    this.caller = caller;
    this.rules = rules;
    this.limits = limits;
  }

  /** Returns whether a budget applies, so that the bodies must be read. */
  public boolean counts() {
    return !rules.isEmpty();
  }

  /** Counts a running exchange; returns the refusal if too many run. */
  public Optional<BudgetRefusal> enter() {
    for (ConcurrentRule limit : limits) {
      Optional<CallKey> key = CallKey.of(limit.key(), caller, "");
      if (key.isPresent()) {
        RunningKey place = new RunningKey(limit.owner(), limit.name(), key.get());
        boolean below = budgets.running().enter(place, limit.exchanges(), !limit.shadow());
        if (below || limit.shadow()) {
          running.add(place);
        }
        report(limit.name(), below, limit.shadow());
        if (!below && !limit.shadow()) {
          return Optional.of(new BudgetRefusal(Reason.TOO_MANY_STREAMS, limit.name(), 1));
        }
      }
    }
    return Optional.empty();
  }

  private void report(String name, boolean below, boolean shadow) {
    BudgetDecision over = shadow ? BudgetDecision.SHADOW : BudgetDecision.LIMIT;
    budgets.listener().onDecision(name, below ? BudgetDecision.ALLOW : over);
  }

  /** Takes the input and reserves the output of a call; returns the refusal of a budget. */
  public Optional<BudgetRefusal> admit(ModelRequest request) {
    Optional<ServedModel> served = budgets.model(caller.route(), request.model());
    String model = served.isPresent() ? request.model() : OTHER_MODEL;
    long now = budgets.counters().epochSecond();
    List<BudgetLine> admitted = new ArrayList<>();
    for (BudgetRule rule : rules) {
      Optional<BudgetKey> key = rule.counterKey(caller, model, now);
      Optional<BudgetRefusal> refused =
          key.flatMap(counted -> admit(rule, counted, request, served, now, admitted));
      if (refused.isPresent()) {
        admitted.forEach(BudgetLine::cancel);
        budgets.listener().onDecision(rule.name(), BudgetDecision.LIMIT);
        return refused;
      }
    }
    lines = admitted;
    return Optional.empty();
  }

  private Optional<BudgetRefusal> admit(
      BudgetRule rule,
      BudgetKey key,
      ModelRequest request,
      Optional<ServedModel> served,
      long now,
      List<BudgetLine> admitted) {
    if (rule.money() && served.isEmpty()) {
      return rule.shadow()
          ? Optional.empty()
          : Optional.of(new BudgetRefusal(Reason.UNPRICED, rule.name(), 0));
    }
    Optional<BudgetCounter> counter = budgets.counters().enter(key);
    if (counter.isEmpty()) {
      return Optional.of(new BudgetRefusal(Reason.RESERVED, rule.name(), 1));
    }
    BudgetWeights weights =
        rule.money() ? rule.weights().pricedBy(served.orElseThrow()) : rule.weights();
    BudgetLine line = new BudgetLine(rule, counter.get(), weights);
    Admission result = line.admit(request, now);
    if (result == Admission.ADMITTED || rule.shadow()) {
      report(rule.name(), result == Admission.ADMITTED, rule.shadow());
      admitted.add(line);
      return Optional.empty();
    }
    line.cancel();
    return Optional.of(refusal(rule, result, now));
  }

  private static BudgetRefusal refusal(BudgetRule rule, Admission result, long now) {
    long toEnd = rule.period().secondsToEnd(now);
    return switch (result) {
      case TOO_LARGE -> new BudgetRefusal(Reason.TOO_LARGE, rule.name(), toEnd);
      case RESERVED -> new BudgetRefusal(Reason.RESERVED, rule.name(), 1);
      case USED_UP, ADMITTED -> new BudgetRefusal(Reason.USED_UP, rule.name(), toEnd);
    };
  }

  @Override
  public boolean passes(long outputTokens) {
    for (int i = 0; i < lines.size(); i++) {
      BudgetLine line = lines.get(i);
      if (!line.take(outputTokens)) {
        lines.subList(0, i).forEach(BudgetLine::undo);
        refusal = Optional.of(new BudgetRefusal(Reason.CUT, line.rule().name(), 0));
        budgets.listener().onDecision(line.rule().name(), BudgetDecision.CUT);
        return false;
      }
    }
    return true;
  }

  /** Returns the refusal that has ended the stream. */
  public Optional<BudgetRefusal> refusal() {
    return refusal;
  }

  /** Records the status of the answer; an answer with an error counts nothing. */
  public void answered(int status) {
    free = status >= FIRST_ERROR;
  }

  /** Ends the exchange with the use that its answer shows; may be called twice. */
  public void close(AnswerUsage usage) {
    List<BudgetLine> ending = lines;
    lines = List.of();
    for (BudgetLine line : ending) {
      if (free) {
        line.cancel();
      } else {
        line.settle(usage);
      }
    }
    running.forEach(budgets.running()::leave);
    running.clear();
  }
}
