package dev.sluice.controller.api.console.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sluice.common.Secret;
import dev.sluice.controller.api.access.OneTimeToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The sign-ins that wait for the answer of the issuer. Each one is used once. */
final class PendingLogins {
  static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 10_000;

  private final Cache<String, PendingLogin> logins;

  /**
   * A sign-in that has begun in one browser.
   *
   * @param state the value that the answer of the issuer must repeat
   * @param nonce the value that the id token must contain
   * @param verifier the secret of PKCE
   * @param returnTo the page that the user wanted
   */
  record PendingLogin(Secret state, Secret nonce, Secret verifier, String returnTo) {}

  PendingLogins(InstantSource clock) {
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    this.logins =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .executor(Runnable::run)
            .ticker(ticker)
            .expireAfterWrite(LONGEST)
            .build();
  }

  /** Adds a sign-in and returns its id, which only the browser gets. */
  OneTimeToken add(PendingLogin login) {
    OneTimeToken id = OneTimeToken.random();
    logins.put(key(id), login);
    return id;
  }

  /** Removes a sign-in and returns it. */
  Optional<PendingLogin> take(String id) {
    return Optional.ofNullable(logins.asMap().remove(key(OneTimeToken.of(id))));
  }

  private static String key(OneTimeToken id) {
    return HexFormat.of().formatHex(id.hash());
  }
}
