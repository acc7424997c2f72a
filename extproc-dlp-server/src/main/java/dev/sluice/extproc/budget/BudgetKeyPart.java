package dev.sluice.extproc.budget;

/** A property of calls that a key contains. */
public enum BudgetKeyPart {
  TENANT,
  USER,
  CREDENTIAL,
  MODEL,
  ROUTE
}
