package dev.sluice.extproc.budget;

/**
 * A key of a counter.
 *
 * @param owner the id of the policy or subscription
 * @param name the name of the budget
 * @param start the first day of the period, in days since 1970-01-01
 */
public record BudgetKey(String owner, String name, CallKey call, BudgetPeriod period, int start) {}
