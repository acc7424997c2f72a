package dev.sluice.extproc.budget;

import dev.sluice.extproc.budget.BudgetCounter.Admission;
import dev.sluice.extproc.finding.ModelRequest;

/** The part of one exchange in one budget: what it took and what is reserved for it. */
final class BudgetLine {
  private final BudgetRule rule;
  private final BudgetCounter counter;
  private final BudgetWeights weights;
  private long input;
  private long output;
  private long reserve;
  private long lastTaken;
  private long lastFromReserve;

  /** Creates a line; {@code weights} are in the unit of the budget. */
  BudgetLine(BudgetRule rule, BudgetCounter counter, BudgetWeights weights) {
    this.rule = rule;
    this.counter = counter;
    this.weights = weights;
  }

  BudgetRule rule() {
    return rule;
  }

  /** Takes the estimated input, and reserves the output of a whole answer. */
  Admission admit(ModelRequest request, long now) {
    long wantedInput = weights.ofInput(request.inputTokens(), 0);
    long wantedOutput = weights.ofOutput(request.reservedOutput(rule.defaultOutput()), 0);
    Admission result = counter.admit(wantedInput, wantedOutput, weights.ofOutput(1, 0), rule, now);
    if (result == Admission.ADMITTED || rule.shadow()) {
      input = wantedInput;
      reserve = wantedOutput;
    }
    return result;
  }

  /** Takes the output up to a number of tokens; returns false if the budget is used up. */
  boolean take(long outputTokens) {
    lastTaken = Math.max(0, weights.ofOutput(outputTokens, 0) - output);
    lastFromReserve = Math.min(reserve, lastTaken);
    boolean taken = counter.take(lastTaken, lastFromReserve, !rule.shadow());
    if (taken) {
      output += lastTaken;
      reserve -= lastFromReserve;
    }
    return taken;
  }

  /** Takes back the last output, because another budget refused it. */
  void undo() {
    counter.undo(lastTaken, lastFromReserve);
    output -= lastTaken;
    reserve += lastFromReserve;
  }

  /** Ends the line without any use. */
  void cancel() {
    counter.leave(-input - output, reserve);
  }

  /** Ends the line with the use that counts. */
  void settle(AnswerUsage usage) {
    long realInput =
        usage.input().isPresent()
            ? weights.ofInput(usage.input().getAsInt(), usage.cached())
            : input;
    long realOutput =
        usage.output().isPresent()
            ? weights.ofOutput(usage.output().getAsInt(), usage.reasoning())
            : Math.max(output, weights.ofOutput(usage.estimatedOutput(), 0));
    counter.leave(realInput + realOutput - input - output, reserve);
  }
}
