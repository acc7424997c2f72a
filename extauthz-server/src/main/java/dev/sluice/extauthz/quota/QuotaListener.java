package dev.sluice.extauthz.quota;

import dev.sluice.config.v1.Tier;

/** A listener for the decisions of quotas. */
@FunctionalInterface
public interface QuotaListener {
  /**
   * Handles a decision.
   *
   * @param known false if this server has no totals of the controller for the subscription yet
   */
  void onDecision(Tier tier, boolean passed, boolean known);
}
