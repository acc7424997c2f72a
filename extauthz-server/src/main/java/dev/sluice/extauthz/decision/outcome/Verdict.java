package dev.sluice.extauthz.decision.outcome;

/**
 * A verdict of a decision.
 *
 * @param code the code of a denial; empty if the request is allowed
 */
public record Verdict(boolean allowed, String code, String rule) {
  /** Returns a text such as {@code allow level:*} or {@code deny IP_BLOCKED address:office}. */
  @Override
  public String toString() {
    return allowed ? "allow " + rule : "deny " + code + " " + rule;
  }
}
