package dev.sluice.extproc.budget;

import dev.sluice.extproc.model.ServedModel;

/** The amounts that one token of each sort counts, in the unit of a budget. */
public record BudgetWeights(long input, long output, long cached, long reasoning) {
  private static final long THOUSAND = 1_000;

  /** The weights of tokens that all count once, in thousandths. */
  static final BudgetWeights ONE = new BudgetWeights(THOUSAND, THOUSAND, THOUSAND, THOUSAND);

  /** Returns what tokens of a model cost, in hundred-millionths of the currency, rounded up. */
  BudgetWeights pricedBy(ServedModel model) {
    return new BudgetWeights(
        price(input, model.inputPriceE8()),
        price(output, model.outputPriceE8()),
        price(cached, model.inputPriceE8()),
        price(reasoning, model.outputPriceE8()));
  }

  private static long price(long weight, long priceE8) {
    return Math.ceilDiv(Math.multiplyExact(weight, priceE8), THOUSAND);
  }

  /** Returns the amount of an input, of which some tokens are from a cache. */
  long ofInput(long tokens, long cachedTokens) {
    long fromCache = Math.clamp(cachedTokens, 0, tokens);
    return (tokens - fromCache) * input + fromCache * cached;
  }

  /** Returns the amount of an output, of which some tokens are reasoning. */
  long ofOutput(long tokens, long reasoningTokens) {
    long thought = Math.clamp(reasoningTokens, 0, tokens);
    return (tokens - thought) * output + thought * reasoning;
  }
}
