package dev.sluice.extauthz.quota;

import dev.sluice.config.v1.Plan;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import org.jspecify.annotations.Nullable;

/** The quotas of plans. Requests count for the credential and for its subscription. */
@FunctionalInterface
public interface PlanQuotas {
  /** The remaining requests below which a quota is always near its limit. */
  long NEAR_REQUESTS = 20;

  /** The part of a quota that is near its limit. */
  double NEAR_SHARE = 0.95;

  /** No quotas. */
  PlanQuotas NONE = (_, _) -> null;

  /**
   * Counts a request unless a quota denies it.
   *
   * @return the quota that denies it or is nearest to its limit; null if the plan has no quota
   */
  @Nullable QuotaUse count(IssuedCredential credential, Plan plan);

  /** Returns whether totals of other servers may soon decide. */
  static boolean isNear(QuotaUse use) {
    return use.remaining() <= NEAR_REQUESTS || use.share() >= NEAR_SHARE;
  }
}
