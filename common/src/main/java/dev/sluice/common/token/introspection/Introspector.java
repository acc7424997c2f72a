package dev.sluice.common.token.introspection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.verify.VerifiedToken;
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
 * A client that introspects the tokens of one issuer, with at most one concurrent request for each
 * token. It caches results by token digest. It never blocks the calling thread, and it bounds the
 * number of concurrent requests.
 */
public final class Introspector implements AutoCloseable {
  private static final IntrospectionResult.Unavailable BUSY =
      new IntrospectionResult.Unavailable("too many questions at once");
  private static final IntrospectionResult.Unavailable LATE =
      new IntrospectionResult.Unavailable("no answer in time");

  private final IntrospectionSettings settings;
  private final IntrospectionClient endpoint;
  private final IntrospectionResponseReader reader;
  private final InstantSource clock;
  private final Consumer<IntrospectionResult.Completed> resultListener;
  private final Semaphore free;
  private final ConcurrentHashMap<TokenDigest, CompletableFuture<IntrospectionResult.Completed>>
      underWay = new ConcurrentHashMap<>();
  private final Cache<TokenDigest, Remembered> good;
  private final Cache<TokenDigest, Remembered> refused;

  private record Remembered(IntrospectionResult.Completed answer, Instant until) {}

  /**
   * Creates an introspector.
   *
   * @param resultListener receives each result, including failures, on any thread
   */
  public Introspector(
      IntrospectionSettings settings,
      InstantSource clock,
      Consumer<IntrospectionResult.Completed> resultListener) {
    this.settings = settings;
    this.endpoint = new IntrospectionClient(settings);
    this.reader = new IntrospectionResponseReader(settings);
    this.clock = clock;
    this.resultListener = resultListener;
    this.free = new Semaphore(settings.limits().maxConcurrent());
    this.good = memory(settings.limits().cacheTime());
    this.refused = memory(settings.limits().rejectionCacheTime());
  }

  private Cache<TokenDigest, Remembered> memory(Duration longest) {
    return Caffeine.newBuilder()
        .maximumSize(settings.limits().maxCached())
        .expireAfterWrite(longest)
        .build();
  }

  /** Returns the issuer's result for the token. */
  public IntrospectionResult introspect(String token) {
    TokenDigest digest = TokenDigest.of(token);
    IntrospectionResult.Completed known = recall(digest);
    if (known != null) {
      return known;
    }
    CompletableFuture<IntrospectionResult.Completed> result = new CompletableFuture<>();
    CompletableFuture<IntrospectionResult.Completed> first = underWay.putIfAbsent(digest, result);
    if (first != null) {
      return waiting(first);
    }
    if (!free.tryAcquire()) {
      underWay.remove(digest, result);
      result.complete(BUSY);
      resultListener.accept(BUSY);
      return BUSY;
    }
    Thread.ofVirtual().name("introspection").start(() -> answer(token, digest, result));
    return waiting(result);
  }

  private IntrospectionResult waiting(CompletableFuture<IntrospectionResult.Completed> answer) {
    long millis = settings.limits().timeout().toMillis();
    return new IntrospectionResult.Pending(
        answer.copy().completeOnTimeout(LATE, millis, TimeUnit.MILLISECONDS));
  }

  private IntrospectionResult.@Nullable Completed recall(TokenDigest digest) {
    Remembered known = good.getIfPresent(digest);
    if (known == null) {
      known = refused.getIfPresent(digest);
    }
    return known != null && clock.instant().isBefore(known.until()) ? known.answer() : null;
  }

  private void answer(
      String token, TokenDigest digest, CompletableFuture<IntrospectionResult.Completed> result) {
    IntrospectionResult.Completed answer = LATE;
    try {
      answer = fetch(token);
      remember(digest, answer);
    } finally {
      free.release();
      underWay.remove(digest, result);
      resultListener.accept(answer);
      result.complete(answer);
    }
  }

  private IntrospectionResult.Completed fetch(String token) {
    try {
      return reader.read(endpoint.introspect(token), clock.instant().getEpochSecond());
    } catch (IOException e) {
      return new IntrospectionResult.Unavailable(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return LATE;
    }
  }

  private void remember(TokenDigest digest, IntrospectionResult.Completed answer) {
    switch (answer) {
      case IntrospectionResult.Active(VerifiedToken token, _) ->
          good.put(
              digest,
              new Remembered(
                  new IntrospectionResult.Active(token, true),
                  Instant.ofEpochSecond(token.expiresAt())));
      case IntrospectionResult.Rejected _ ->
          refused.put(
              digest,
              new Remembered(answer, clock.instant().plus(settings.limits().rejectionCacheTime())));
      case IntrospectionResult.Unavailable _ -> {}
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
