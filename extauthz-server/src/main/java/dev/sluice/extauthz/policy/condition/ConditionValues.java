package dev.sluice.extauthz.policy.condition;

/** The values of variables for one request, computed when an expression needs them. */
@FunctionalInterface
public interface ConditionValues {
  /** Returns the value of a declared variable: a string, a number, a time, a list or a map. */
  Object value(String variable);
}
