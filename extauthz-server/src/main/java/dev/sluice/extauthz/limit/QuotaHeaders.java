package dev.sluice.extauthz.limit;

import dev.sluice.extauthz.decision.RequestHeaderChanges.Header;
import dev.sluice.extauthz.quota.QuotaUse;
import java.util.List;

/** The headers that show a quota to a client, in the form of {@link LimitHeaders}. */
final class QuotaHeaders {
  private QuotaHeaders() {}

  /** Returns the headers of a request that was counted. */
  static List<Header> passed(QuotaUse use) {
    return List.of(state(use), policy(use));
  }

  /** Returns the headers of a request that was denied. */
  static List<Header> denied(QuotaUse use) {
    return List.of(state(use), policy(use), LimitHeaders.retryAfter(use.resetSeconds()));
  }

  private static Header state(QuotaUse use) {
    return LimitHeaders.state(use.name(), use.remaining(), use.resetSeconds());
  }

  private static Header policy(QuotaUse use) {
    return LimitHeaders.policy(use.name(), use.limit(), use.periodSeconds());
  }
}
