package dev.sluice.common.token;

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
 * @param secret the file with the secret of {@code clientId}, read for each question
 * @param pace how long answers hold and how much is asked at once
 */
public record IntrospectionSettings(
    String name,
    Optional<String> issuer,
    Set<String> audiences,
    URI uri,
    boolean loopback,
    String clientId,
    Path secret,
    Pace pace) {
  public IntrospectionSettings {
    audiences = Set.copyOf(audiences);
  }

  /**
   * Bounds.
   *
   * @param remember how long a good answer holds at most; never beyond the token's expiry
   * @param rememberRefusal how long the answer holds that a token is not good
   * @param timeout for one answer
   * @param concurrent questions at a time; beyond them there is no answer
   * @param answers that are remembered, of each of the two kinds
   */
  public record Pace(
      Duration remember, Duration rememberRefusal, Duration timeout, int concurrent, int answers) {
    /** Unless it is said otherwise. */
    public static final Pace USUAL =
        new Pace(Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMillis(400), 64, 20_000);
  }
}
