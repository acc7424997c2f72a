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
    return List.of(
        state(use), policy(use), new Header("retry-after", Long.toString(use.resetSeconds())));
  }

  private static Header state(QuotaUse use) {
    return new Header(
        "ratelimit", "\"" + use.name() + "\";r=" + use.remaining() + ";t=" + use.resetSeconds());
  }

  private static Header policy(QuotaUse use) {
    return new Header(
        "ratelimit-policy",
        "\"" + use.name() + "\";q=" + use.limit() + ";w=" + use.periodSeconds());
  }
}
