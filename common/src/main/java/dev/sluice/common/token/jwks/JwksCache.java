package dev.sluice.common.token.jwks;

import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.token.jws.TokenDigest;
import dev.sluice.common.token.key.KeySet;
import dev.sluice.common.token.key.NativeCrypto;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the keys of one issuer. Its own thread refreshes it in the background. Keys are used
 * until their time to live is over. Callers can request an additional fetch, within a rate limit.
 */
public final class JwksCache implements AutoCloseable {
  private final IssuerSettings issuer;
  private final JwksLoader loader;
  private final Timing timing;
  private final NativeCrypto crypto;
  private final InstantSource clock;
  private final FetchListener listener;
  private final FetchScheduler scheduler;
  private final Thread thread;
  private final CompletableFuture<Void> wasFetched = new CompletableFuture<>();

  private volatile @Nullable Fetched fetched;

  /**
   * The times of fetching and expiry.
   *
   * @param failOpen whether keys are used beyond their time to live while the source is unavailable
   */
  public record Timing(Duration refresh, Duration ttl, boolean failOpen) {}

  /** A listener to each attempt to fetch, on the refreshing thread. */
  public interface FetchListener {
    /** Reports that the keys are in memory and fresh. */
    void refreshed(int keys);

    /** Reports a failed attempt. */
    void failed(String reason, KeyFreshness freshness);
  }

  /** The freshness of the keys in memory. */
  public enum KeyFreshness {
    /** The keys are within their time to live. */
    FRESH,
    /** The keys are beyond it, and the settings allow their use. */
    FAIL_OPEN,
    /** There are no keys, or they are too old. */
    NONE
  }

  private record Fetched(KeySet keys, TokenDigest document, Instant at) {}

  /** Creates a cache and starts to fetch. */
  public JwksCache(
      IssuerSettings issuer,
      JwksSource source,
      Timing timing,
      NativeCrypto crypto,
      InstantSource clock,
      FetchListener listener) {
    this.issuer = issuer;
    this.loader = JwksLoader.of(source);
    this.timing = timing;
    this.crypto = crypto;
    this.clock = clock;
    this.listener = listener;
    this.scheduler = new FetchScheduler(clock);
    this.thread = Thread.ofVirtual().name("jwks-" + issuer.name()).unstarted(this::run);
    thread.start();
  }

  /** Returns the usable keys; empty before the first fetch and beyond the time to live. */
  public Optional<KeySet> keys() {
    Fetched now = fetched;
    return now == null || freshness(now) == KeyFreshness.NONE
        ? Optional.empty()
        : Optional.of(now.keys());
  }

  /** Returns the current freshness. */
  public KeyFreshness freshness() {
    return freshness(fetched);
  }

  private KeyFreshness freshness(@Nullable Fetched now) {
    if (now == null) {
      return KeyFreshness.NONE;
    }
    boolean fresh = !clock.instant().isAfter(now.at().plus(timing.ttl()));
    return fresh
        ? KeyFreshness.FRESH
        : timing.failOpen() ? KeyFreshness.FAIL_OPEN : KeyFreshness.NONE;
  }

  /** Returns the age of the keys in memory. */
  public Optional<Duration> age() {
    return Optional.ofNullable(fetched).map(f -> Duration.between(f.at(), clock.instant()));
  }

  /** Returns a stage that completes after the first fetch, successful or not. */
  public CompletionStage<Void> firstFetch() {
    return wasFetched.minimalCompletionStage();
  }

  /** Returns whether the first fetch is over. */
  public boolean wasFetched() {
    return wasFetched.isDone();
  }

  /** Requests a fetch, see {@link FetchScheduler#request()}. */
  public Optional<CompletableFuture<Void>> requestFetch() {
    return scheduler.request();
  }

  private void run() {
    int failures = 0;
    try {
      while (true) {
        Optional<String> failure = fetch();
        failures = failure.isEmpty() ? 0 : Math.min(failures + 1, 5);
        scheduler.completed();
        report(failure);
        wasFetched.complete(null);
        Duration pause = timing.refresh();
        Duration retry = Duration.ofSeconds(1L << failures).dividedBy(2);
        if (!scheduler.await(failures > 0 && retry.compareTo(pause) < 0 ? retry : pause)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // The cache is closing.
    } finally {
      wasFetched.complete(null);
      loader.close();
    }
  }

  /** Fetches the keys and returns the failure, if there is one. */
  private Optional<String> fetch() throws InterruptedException {
    try {
      String json = loader.load();
      TokenDigest document = TokenDigest.of(json);
      Fetched before = fetched;
      // An unchanged document keeps the key set, so that cached verifications stay valid.
      KeySet keys =
          before != null && before.document().equals(document)
              ? before.keys()
              : KeySet.parse(json, issuer.algorithms(), crypto)
                  .orElseThrow(() -> new IOException("the document has no usable key"));
      fetched = new Fetched(keys, document, clock.instant());
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private void report(Optional<String> failure) {
    Fetched now = fetched;
    if (failure.isPresent()) {
      listener.failed(failure.get(), freshness());
    } else if (now != null) {
      listener.refreshed(now.keys().size());
    }
  }

  @Override
  public void close() {
    scheduler.close();
    thread.interrupt();
    try {
      boolean _ = thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    scheduler.completed();
  }
}
