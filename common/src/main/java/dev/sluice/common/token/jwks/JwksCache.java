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
 * The keys of one issuer: refreshed in the background by a thread of its own, served from memory
 * until their time to live is over, fetched once more on demand, but not more often than allowed.
 */
public final class JwksCache implements AutoCloseable {
  private final IssuerSettings issuer;
  private final JwksLoader loader;
  private final Timing timing;
  private final NativeCrypto crypto;
  private final InstantSource clock;
  private final FetchListener listener;
  private final FetchScheduler demand;
  private final Thread thread;
  private final CompletableFuture<Void> wasFetched = new CompletableFuture<>();

  private volatile @Nullable Fetched fetched;

  /**
   * When keys are fetched and how long they serve.
   *
   * @param failOpen whether keys serve beyond their time to live while the source is away
   */
  public record Timing(Duration refresh, Duration ttl, boolean failOpen) {}

  /** Hears of each attempt to fetch, on the refreshing thread. */
  public interface FetchListener {
    /** Keys are in memory and fresh. */
    void refreshed(int keys);

    /** The attempt failed. */
    void failed(String reason, KeyFreshness standing);
  }

  /** What the keys in memory are good for. */
  public enum KeyFreshness {
    /** Within their time to live. */
    FRESH,
    /** Beyond it, serving because the settings say so. */
    FAIL_OPEN,
    /** There are none, or they are too old. */
    NONE
  }

  private record Fetched(KeySet keys, TokenDigest document, Instant at) {}

  /** Starts fetching at once. */
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
    this.demand = new FetchScheduler(clock);
    this.thread = Thread.ofVirtual().name("jwks-" + issuer.name()).unstarted(this::run);
    thread.start();
  }

  /** The keys that may verify now; empty before the first fetch and beyond the time to live. */
  public Optional<KeySet> keys() {
    Fetched now = fetched;
    return now == null || freshness(now) == KeyFreshness.NONE
        ? Optional.empty()
        : Optional.of(now.keys());
  }

  /** What the keys in memory are good for now. */
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

  /** How old the keys in memory are. */
  public Optional<Duration> age() {
    return Optional.ofNullable(fetched).map(f -> Duration.between(f.at(), clock.instant()));
  }

  /** Completes when the source was asked for the first time, whatever came of it. */
  public CompletionStage<Void> firstFetch() {
    return wasFetched.minimalCompletionStage();
  }

  /** Whether it was. */
  public boolean wasFetched() {
    return wasFetched.isDone();
  }

  /** See {@link FetchScheduler#request()}. */
  public Optional<CompletableFuture<Void>> requestFetch() {
    return demand.request();
  }

  private void run() {
    int failures = 0;
    try {
      while (true) {
        Optional<String> failure = fetch();
        failures = failure.isEmpty() ? 0 : Math.min(failures + 1, 5);
        demand.completed();
        report(failure);
        wasFetched.complete(null);
        Duration pause = timing.refresh();
        Duration retry = Duration.ofSeconds(1L << failures).dividedBy(2);
        if (!demand.await(failures > 0 && retry.compareTo(pause) < 0 ? retry : pause)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      // Closing: nothing is left to do.
    } finally {
      wasFetched.complete(null);
      loader.close();
    }
  }

  /** Empty, or why it failed. */
  private Optional<String> fetch() throws InterruptedException {
    try {
      String json = loader.load();
      TokenDigest document = TokenDigest.of(json);
      Fetched before = fetched;
      // The same document keeps the same set: what was verified with it stays verified.
      KeySet keys =
          before != null && before.document().equals(document)
              ? before.keys()
              : KeySet.parse(json, issuer.algorithms(), crypto)
                  .orElseThrow(() -> new IOException("no usable key in it"));
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
    demand.close();
    thread.interrupt();
    try {
      boolean _ = thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    demand.completed();
  }
}
