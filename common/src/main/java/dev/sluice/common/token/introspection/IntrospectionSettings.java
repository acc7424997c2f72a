package dev.sluice.common.token.introspection;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How an issuer is asked about its tokens (RFC 7662).
 *
 * @param name the name that policies and publishes use
 * @param issuer what an answer's {@code iss} must be, if it has one and this is not empty
 * @param audiences of which {@code aud} must hold one; none accepts any
 * @param loopback whether its host may be this machine, which only development allows
 * @param secretFile the file with the secret of {@code clientId}, read for each question
 * @param limits how long answers hold and how much is asked at once
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
   * Bounds.
   *
   * @param cacheTime how long a good answer holds at most; never beyond the token's expiry
   * @param rejectionCacheTime how long the answer holds that a token is not good
   * @param timeout for one answer
   * @param maxConcurrent questions at a time; beyond them there is no answer
   * @param maxCached that are remembered, of each of the two kinds
   */
  public record IntrospectionLimits(
      Duration cacheTime,
      Duration rejectionCacheTime,
      Duration timeout,
      int maxConcurrent,
      int maxCached) {
    /** Unless it is said otherwise. */
    public static final IntrospectionLimits DEFAULTS =
        new IntrospectionLimits(
            Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMillis(400), 64, 20_000);
  }
}
