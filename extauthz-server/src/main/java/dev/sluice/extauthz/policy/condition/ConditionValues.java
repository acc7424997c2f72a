package dev.sluice.extauthz.policy.condition;

/** What an expression asks about one request; each value is made when it is asked for. */
@FunctionalInterface
public interface ConditionValues {
  /** The value of a variable that is declared: a text, a number, a time, a list or a map. */
  Object value(String variable);
}
