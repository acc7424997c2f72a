package dev.sluice.extproc.budget;

/**
 * A key of an amount in a batch, with the budget that was in force.
 *
 * @param limit the amount of a period
 * @param money true if the amount is money
 */
public record BudgetEntry(BudgetKey key, long limit, boolean money) {}
