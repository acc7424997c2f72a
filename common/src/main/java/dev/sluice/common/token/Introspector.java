package dev.sluice.common.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one issuer about its tokens, each once at a time, and remembers the answers, by digest, for
 * a while. A caller never waits on its own thread, and more than so many are never asked at once.
 */
public final class Introspector implements AutoCloseable {
  private static final Introspection.Away BUSY =
      new Introspection.Away("too many questions at once");
  private static final Introspection.Away LATE = new Introspection.Away("no answer in time");

  private final IntrospectionSettings settings;
  private final IntrospectionEndpoint endpoint;
  private final IntrospectionAnswer reader;
  private final InstantSource clock;
  private final Consumer<Introspection.Settled> heard;
  private final Semaphore free;
  private final ConcurrentHashMap<TokenDigest, CompletableFuture<Introspection.Settled>> underWay =
      new ConcurrentHashMap<>();
  private final Cache<TokenDigest, Remembered> good;
  private final Cache<TokenDigest, Remembered> refused;

  private record Remembered(Introspection.Settled answer, Instant until) {}

  /**
   * Asks nothing yet.
   *
   * @param heard is told each answer, those of no use too, on any thread
   */
  public Introspector(
      IntrospectionSettings settings, InstantSource clock, Consumer<Introspection.Settled> heard) {
    this.settings = settings;
    this.endpoint = new IntrospectionEndpoint(settings);
    this.reader = new IntrospectionAnswer(settings);
    this.clock = clock;
    this.heard = heard;
    this.free = new Semaphore(settings.pace().concurrent());
    this.good = memory(settings.pace().remember());
    this.refused = memory(settings.pace().rememberRefusal());
  }

  private Cache<TokenDigest, Remembered> memory(Duration longest) {
    return Caffeine.newBuilder()
        .maximumSize(settings.pace().answers())
        .expireAfterWrite(longest)
        .build();
  }

  /** What the issuer says of the token. */
  public Introspection ask(String token) {
    TokenDigest digest = TokenDigest.of(token);
    Introspection.Settled known = recall(digest);
    if (known != null) {
      return known;
    }
    CompletableFuture<Introspection.Settled> mine = new CompletableFuture<>();
    CompletableFuture<Introspection.Settled> first = underWay.putIfAbsent(digest, mine);
    if (first != null) {
      return waiting(first);
    }
    if (!free.tryAcquire()) {
      underWay.remove(digest, mine);
      mine.complete(BUSY);
      heard.accept(BUSY);
      return BUSY;
    }
    Thread.ofVirtual().name("introspection").start(() -> answer(token, digest, mine));
    return waiting(mine);
  }

  private Introspection waiting(CompletableFuture<Introspection.Settled> answer) {
    long millis = settings.pace().timeout().toMillis();
    return new Introspection.Waiting(
        answer.copy().completeOnTimeout(LATE, millis, TimeUnit.MILLISECONDS));
  }

  private Introspection.@Nullable Settled recall(TokenDigest digest) {
    Remembered known = good.getIfPresent(digest);
    if (known == null) {
      known = refused.getIfPresent(digest);
    }
    return known != null && clock.instant().isBefore(known.until()) ? known.answer() : null;
  }

  private void answer(
      String token, TokenDigest digest, CompletableFuture<Introspection.Settled> mine) {
    Introspection.Settled answer = LATE;
    try {
      answer = fetch(token);
      remember(digest, answer);
    } finally {
      free.release();
      underWay.remove(digest, mine);
      heard.accept(answer);
      mine.complete(answer);
    }
  }

  private Introspection.Settled fetch(String token) {
    try {
      return reader.read(endpoint.ask(token), clock.instant().getEpochSecond());
    } catch (IOException e) {
      return new Introspection.Away(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return LATE;
    }
  }

  private void remember(TokenDigest digest, Introspection.Settled answer) {
    switch (answer) {
      case Introspection.Active(VerifiedToken token, _) ->
          good.put(
              digest,
              new Remembered(
                  new Introspection.Active(token, true), Instant.ofEpochSecond(token.expires())));
      case Introspection.Refused _ ->
          refused.put(
              digest,
              new Remembered(answer, clock.instant().plus(settings.pace().rememberRefusal())));
      case Introspection.Away _ -> {}
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
