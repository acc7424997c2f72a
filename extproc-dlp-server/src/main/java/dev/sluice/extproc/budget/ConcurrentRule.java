package dev.sluice.extproc.budget;

import java.util.List;

/**
 * A limit of the exchanges that run at once on this server.
 *
 * @param owner the id of the policy
 * @param shadow true if the limit denies nothing
 */
public record ConcurrentRule(
    String owner, String name, List<BudgetKeyPart> key, int exchanges, boolean shadow) {
  public ConcurrentRule {
    key = List.copyOf(key);
  }
}
