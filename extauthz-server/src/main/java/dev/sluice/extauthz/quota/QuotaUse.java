package dev.sluice.extauthz.quota;

/**
 * A result of the quotas for one request: the quota that denies it, or the one that is nearest to
 * its limit.
 *
 * @param passed true if the request is counted
 * @param name the name of the quota for clients: {@code day} or {@code month}
 * @param limit the requests of the period
 * @param used the requests of the period so far, this one included if it passed
 * @param periodSeconds the length of the period
 * @param resetSeconds the seconds to the end of the period
 */
public record QuotaUse(
    boolean passed, String name, long limit, long used, long periodSeconds, long resetSeconds) {
  /** Returns the requests that are left. */
  public long remaining() {
    return Math.max(0, limit - used);
  }

  /** Returns the used share of the quota. */
  public double share() {
    return (double) used / limit;
  }
}
