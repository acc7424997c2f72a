package dev.sluice.common.token.attack;

import dev.sluice.common.token.jws.TokenError;
import java.util.function.Consumer;

/**
 * One cause for a token to be refused, or one neighbour of such causes that must pass.
 *
 * @param what what is done, and nothing else is
 * @param clause of an RFC, or the published CVE that it stands for
 * @param verdict {@link #PASS}, or the reason of the refusal
 */
public record AttackRow<T>(
    String id, String what, String clause, String verdict, Consumer<T> change) {
  /** The verdict over what is allowed. */
  public static final String PASS = "pass";

  /** A token that must be refused for this reason. */
  public static AttackRow<Attempt> refused(
      String id, String what, String clause, TokenError fault, Consumer<Attempt> change) {
    return new AttackRow<>(id, what, clause, fault.label(), change);
  }

  /** A token that must pass. */
  public static AttackRow<Attempt> passes(
      String id, String what, String clause, Consumer<Attempt> change) {
    return new AttackRow<>(id, what, clause, PASS, change);
  }

  @Override
  public String toString() {
    return id + ": " + what + " (" + clause + ") -> " + verdict;
  }
}
