package dev.sluice.extauthz.quota;

import dev.sluice.common.collect.TrieMap;
import dev.sluice.config.v1.Plan;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** An immutable table of the plans in force. The next version shares all unchanged entries. */
public final class PlanTable {
  private static final PlanTable EMPTY = new PlanTable(TrieMap.empty());
  private final TrieMap<String, Plan> byId;

  private PlanTable(TrieMap<String, Plan> byId) {
    this.byId = byId;
  }

  /** Returns a table without plans. */
  public static PlanTable empty() {
    return EMPTY;
  }

  /**
   * Returns this table with the changed plans and without the removed ids.
   *
   * @throws IllegalArgumentException if a plan has an invalid limit; the message names the plan
   */
  public PlanTable with(Map<String, Plan> changed, Collection<String> removed) {
    TrieMap<String, Plan> next = byId;
    for (String id : removed) {
      next = next.without(id);
    }
    for (Map.Entry<String, Plan> plan : changed.entrySet()) {
      next = next.with(plan.getKey(), checked(plan.getKey(), plan.getValue()));
    }
    return new PlanTable(next);
  }

  /** Finds a plan by its id. */
  public Optional<Plan> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  private static Plan checked(String id, Plan plan) {
    boolean negative =
        plan.getPerDay() < 0 || plan.getPerMonth() < 0 || plan.getTokensPerMonth() < 0;
    if (plan.getPerMinute() <= 0 || plan.getBurst() <= 0 || negative) {
      throw new IllegalArgumentException("plan " + id + " has a limit that is no limit");
    }
    return plan;
  }
}
