package dev.sluice.extauthz.policy.limit;

/**
 * A factor of a row that makes rate limits smaller.
 *
 * @param environment the environment that it is for; empty for all
 * @param route the id of the route that it is for; empty for all
 * @param factor above 0, at most 1
 * @param expiresAtMillis the end in milliseconds of the epoch
 */
public record TighteningFactor(
    String name, String environment, String route, double factor, long expiresAtMillis) {
  public TighteningFactor {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("the factor must be above 0 and at most 1");
    }
  }

  boolean covers(String requested, long nowMillis) {
    return isInForce(nowMillis) && (environment.isEmpty() || environment.equals(requested));
  }

  boolean isInForce(long nowMillis) {
    return nowMillis < expiresAtMillis;
  }
}
