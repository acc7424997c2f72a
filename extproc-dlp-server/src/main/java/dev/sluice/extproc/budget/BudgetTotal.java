package dev.sluice.extproc.budget;

/** The used amount of a budget over all servers, as the controller has counted it. */
public record BudgetTotal(BudgetKey key, long used) {}
