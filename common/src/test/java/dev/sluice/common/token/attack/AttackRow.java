package dev.sluice.common.token.attack;

import dev.sluice.common.token.jws.TokenError;
import java.util.function.Consumer;

/**
 * A single reason to reject a token, or a similar token that must be accepted.
 *
 * @param what the only change
 * @param clause the clause of an RFC, or the CVE
 * @param verdict {@link #PASS}, or the reason of the rejection
 */
public record AttackRow<T>(
    String id, String what, String clause, String verdict, Consumer<T> change) {
  /** The verdict for an accepted token. */
  public static final String PASS = "pass";

  /** Returns a row for a token that must be rejected with this error. */
  public static AttackRow<Attempt> refused(
      String id, String what, String clause, TokenError fault, Consumer<Attempt> change) {
    return new AttackRow<>(id, what, clause, fault.label(), change);
  }

  /** Returns a row for a token that must be accepted. */
  public static AttackRow<Attempt> passes(
      String id, String what, String clause, Consumer<Attempt> change) {
    return new AttackRow<>(id, what, clause, PASS, change);
  }

  @Override
  public String toString() {
    return id + ": " + what + " (" + clause + ") -> " + verdict;
  }
}
