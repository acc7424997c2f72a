package dev.sluice.controller.api.console.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.controller.api.access.OneTimeToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/** The sessions in memory, by the digest of their id. A bounded number lives for a bounded time. */
public final class SessionStore {
  private static final int MOST = 10_000;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Cache<String, ConsoleSession> sessions;
  private final InstantSource clock;

  public SessionStore(InstantSource clock) {
    this(clock, MOST);
  }

  SessionStore(InstantSource clock, int most) {
    this.clock = clock;
    this.sessions =
        Caffeine.newBuilder()
            .maximumSize(most)
            .executor(Runnable::run)
            .expireAfterWrite(LONGEST)
            .build();
  }

  /** Adds a session and returns its id, which only the browser of the user gets. */
  public OneTimeToken add(ConsoleSession session) {
    OneTimeToken id = OneTimeToken.random();
    sessions.put(key(id), session);
    return id;
  }

  /** Returns a session that has not ended. */
  public Optional<ConsoleSession> find(String id) {
    String key = key(OneTimeToken.of(id));
    Optional<ConsoleSession> found = Optional.ofNullable(sessions.getIfPresent(key));
    if (found.isPresent() && !clock.instant().isBefore(found.get().ends())) {
      sessions.invalidate(key);
      return Optional.empty();
    }
    return found;
  }

  /** Ends a session. */
  public void remove(String id) {
    sessions.invalidate(key(OneTimeToken.of(id)));
  }

  private static String key(OneTimeToken id) {
    return HexFormat.of().formatHex(id.hash());
  }
}
