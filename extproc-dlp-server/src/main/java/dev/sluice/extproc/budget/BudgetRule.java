package dev.sluice.extproc.budget;

import java.util.List;
import java.util.Optional;

/**
 * A budget that applies to an exchange.
 *
 * @param owner the id of the policy, or of the subscription of a plan
 * @param name the name for clients
 * @param limit the amount of a period: tokens in thousandths, or hundred-millionths of the currency
 * @param money true if the amount is money
 * @param weights what one token counts, in thousandths
 * @param defaultOutput the output tokens reserved for a whole answer without a requested limit
 * @param shadow true if the budget denies nothing
 */
public record BudgetRule(
    String owner,
    String name,
    List<BudgetKeyPart> key,
    BudgetPeriod period,
    long limit,
    boolean money,
    BudgetWeights weights,
    int defaultOutput,
    boolean shadow) {
  public BudgetRule {
    key = List.copyOf(key);
  }

  /** Returns the key of the counter of a call; empty if the call is not counted. */
  Optional<BudgetKey> counterKey(BudgetCaller caller, String model, long epochSecond) {
    return CallKey.of(key, caller, model)
        .map(values -> new BudgetKey(owner, name, values, period, period.startOf(epochSecond)));
  }
}
