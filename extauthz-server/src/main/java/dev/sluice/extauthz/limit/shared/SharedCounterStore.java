package dev.sluice.extauthz.limit.shared;

import dev.sluice.common.redis.RedisCalls;
import dev.sluice.common.redis.RedisConfig;
import dev.sluice.common.redis.RedisListener;
import dev.sluice.extauthz.limit.CountedRequest;
import dev.sluice.extauthz.limit.CounterStore;
import dev.sluice.extauthz.limit.Debts;
import dev.sluice.extauthz.limit.LocalCounterStore;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extauthz.policy.limit.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A store of counters that all replicas share. The counters of this process are set to the same
 * values. While the shared ones cannot be reached, this process counts alone, from its last values.
 * A rule may say that its requests are denied instead.
 */
public final class SharedCounterStore implements CounterStore, AutoCloseable {
  private static final String WARM_UP_KEY = "sluice:limit:warm-up";
  private static final int WARM_UP_CALLS = 3_000;
  private static final long RETRY_NANOS = Duration.ofMillis(20).toNanos();

  private final SharedCounters shared;
  private final LocalCounterStore local;
  private final RedisCalls calls;

  SharedCounterStore(SharedCounters shared, LocalCounterStore local, RedisCalls calls) {
    this.shared = shared;
    this.local = local;
    this.calls = calls;
  }

  /**
   * Opens a store in Redis, and connects in the background.
   *
   * @param local the counters while Redis cannot be reached
   * @param nanoTime a clock in nanoseconds that starts above zero
   */
  public static SharedCounterStore open(
      RedisConfig config, LocalCounterStore local, RedisListener listener, LongSupplier nanoTime) {
    return new SharedCounterStore(
        new RedisCounters(config), local, new RedisCalls(config.timeout(), listener, nanoTime));
  }

  /**
   * Calls the shared counters until the code is compiled, or until the time is over. Without it,
   * the answers to the first requests would come late.
   */
  public void warmUp(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int answers = 0;
    while (answers < WARM_UP_CALLS && System.nanoTime() - end < 0) {
      try {
        shared.take(WARM_UP_KEY, 1, 1).toCompletableFuture().get(1, TimeUnit.SECONDS);
        answers++;
      } catch (ExecutionException | TimeoutException e) {
        // The connection is not there yet, or the server is away.
        LockSupport.parkNanos(RETRY_NANOS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    shared.close();
  }

  @Override
  public CountResult count(CountedRequest request) {
    if (!calls.allows()) {
      return countWithoutShared(request);
    }
    List<CompletableFuture<Long>> answers = new ArrayList<>(request.limits().size());
    for (LimitRule rule : request.limits()) {
      RateLimit limit = rule.limit();
      answers.add(
          shared
              .take(key(request, rule), micros(limit.intervalNanos()), capacity(limit))
              .toCompletableFuture());
    }
    return new Pending(
        calls.result(
            CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)),
            _ -> follow(request, debts(answers)),
            () -> countWithoutShared(request)));
  }

  @Override
  public void giveBack(CountedRequest request, Debts debts) {
    if (!debts.shared()) {
      local.giveBack(request, debts);
      return;
    }
    List<LimitRule> limits = request.limits();
    for (int i = 0; i < debts.size(); i++) {
      RateLimit limit = limits.get(i).limit();
      if (debts.get(i) <= limit.capacityNanos()) {
        // A failure leaves one request too many in the counter.
        var _ = shared.giveBack(key(request, limits.get(i)), micros(limit.intervalNanos()));
      }
    }
  }

  private Debts follow(CountedRequest request, Debts debts) {
    local.follow(request, debts);
    return debts;
  }

  private Debts countWithoutShared(CountedRequest request) {
    Debts debts = local.count(request);
    List<LimitRule> limits = request.limits();
    for (int i = 0; i < debts.size(); i++) {
      if (limits.get(i).deniesWithoutShared()) {
        debts.set(i, Debts.UNAVAILABLE);
      }
    }
    return debts;
  }

  private static Debts debts(List<CompletableFuture<Long>> answers) {
    Debts debts = Debts.ofShared(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      debts.set(i, TimeUnit.MICROSECONDS.toNanos(answers.get(i).join()));
    }
    return debts;
  }

  /** Returns the capacity for a whole number of requests, in microseconds. */
  private static long capacity(RateLimit limit) {
    return micros(limit.intervalNanos()) * (limit.capacityNanos() / limit.intervalNanos());
  }

  private static long micros(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos));
  }

  private static String key(CountedRequest request, LimitRule rule) {
    SharedKey key = new SharedKey();
    request.addKey(rule, key);
    return key.value();
  }
}
