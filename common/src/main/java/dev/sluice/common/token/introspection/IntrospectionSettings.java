package dev.sluice.common.token.introspection;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of token introspection at one issuer (RFC 7662).
 *
 * @param name the name that policies and publishes use
 * @param issuer the required {@code iss} of a response that has one; empty accepts any
 * @param audiences the accepted values of {@code aud}; none accepts any
 * @param loopback whether the host may be this machine, which only development allows
 * @param secretFile the file with the secret of {@code clientId}, which is read for each request
 * @param limits the limits of caching and of concurrent requests
 */
public record IntrospectionSettings(
    String name,
    Optional<String> issuer,
    Set<String> audiences,
    URI uri,
    boolean loopback,
    String clientId,
    Path secretFile,
    IntrospectionLimits limits) {
  public IntrospectionSettings {
    audiences = Set.copyOf(audiences);
  }

  /**
   * The limits of caching and of concurrent requests.
   *
   * @param cacheTime the maximum cache time of a valid token, also bounded by its expiry
   * @param rejectionCacheTime the cache time of an invalid token
   * @param timeout the timeout of one request
   * @param maxConcurrent the maximum number of concurrent requests; further ones fail
   * @param maxCached the maximum number of cached results of each kind
   */
  public record IntrospectionLimits(
      Duration cacheTime,
      Duration rejectionCacheTime,
      Duration timeout,
      int maxConcurrent,
      int maxCached) {
    /** The default limits. */
    public static final IntrospectionLimits DEFAULTS =
        new IntrospectionLimits(
            Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMillis(400), 64, 20_000);
  }
}
