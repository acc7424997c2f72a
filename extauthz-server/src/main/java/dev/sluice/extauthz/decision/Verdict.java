package dev.sluice.extauthz.decision;

/**
 * A verdict of a decision.
 *
 * @param code the code of a denial; empty if the request is allowed
 */
public record Verdict(boolean allowed, String code, String rule) {
  /** Returns the verdict of a decision. */
  public static Verdict of(Decision decision) {
    return switch (decision) {
      case Decision.Allow allow -> new Verdict(true, "", allow.facts().rule());
      case Decision.Deny deny -> new Verdict(false, deny.code().name(), deny.facts().rule());
    };
  }

  /** Returns a text such as {@code allow level:*} or {@code deny IP_BLOCKED address:office}. */
  @Override
  public String toString() {
    return allowed ? "allow " + rule : "deny " + code + " " + rule;
  }
}
