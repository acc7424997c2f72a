package dev.sluice.extauthz.quota;

import dev.sluice.common.settle.CountBatch;
import dev.sluice.common.settle.DrainedCounts;
import dev.sluice.common.settle.SettledCounters;
import dev.sluice.config.v1.Plan;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The counters of all subscriptions and credentials that were used lately. A counter belongs to a
 * credential of the controller's table, so that callers cannot make more. It is safe for concurrent
 * use; its locks are held for a few instructions.
 */
public final class QuotaCounters implements PlanQuotas, SettledCounters<QuotaKey, QuotaTotal> {
  private static final long ASK_SECONDS = 5;

  private final Map<String, QuotaCounter> subscriptions = new ConcurrentHashMap<>();
  private final Map<String, CredentialCounter> credentials = new ConcurrentHashMap<>();
  private final Queue<CredentialCounter> changed = new ConcurrentLinkedQueue<>();
  private final Queue<Map.Entry<QuotaKey, Long>> ofEarlierDays = new ConcurrentLinkedQueue<>();
  private final LongAdder undrained = new LongAdder();
  private final QuotaRatios ratios = new QuotaRatios();
  private final InstantSource clock;
  private final QuotaListener listener;
  private volatile QuotaDay today;
  private volatile boolean near;
  private int sweptOn;

  public QuotaCounters(InstantSource clock, QuotaListener listener) {
    this.clock = clock;
    this.listener = listener;
    this.today = QuotaDay.of(QuotaDay.epochDayOf(second()));
    this.sweptOn = today.epochDay();
  }

  @Override
  public @Nullable QuotaUse count(IssuedCredential credential, Plan plan) {
    if (plan.getPerDay() == 0 && plan.getPerMonth() == 0) {
      return null;
    }
    long second = second();
    QuotaDay day = today(second);
    QuotaUse use;
    do {
      use = tryCount(credential, plan, day, second);
    } while (use == null);
    ratios.add(plan.getTier(), use.share());
    return use;
  }

  /** Counts a request; returns null if a counter was removed meanwhile. */
  private @Nullable QuotaUse tryCount(
      IssuedCredential credential, Plan plan, QuotaDay day, long second) {
    QuotaCounter whole = ofSubscription(credential.subscription().id());
    CredentialCounter own = ofCredential(credential.subscription().id(), credential.id());
    synchronized (whole) {
      synchronized (own) {
        if (whole.removed() || own.removed()) {
          return null;
        }
        whole.moveTo(day);
        own.moveTo(day);
        return count(whole, own, plan, day, second);
      }
    }
  }

  private QuotaCounter ofSubscription(String id) {
    QuotaCounter counter = subscriptions.get(id);
    return counter != null ? counter : subscriptions.computeIfAbsent(id, _ -> new QuotaCounter());
  }

  private CredentialCounter ofCredential(String subscription, String id) {
    CredentialCounter counter = credentials.get(id);
    return counter != null && counter.subscription().equals(subscription)
        ? counter
        : credentials.compute(
            id,
            (_, other) ->
                other != null && other.subscription().equals(subscription)
                    ? other
                    : new CredentialCounter(subscription, id));
  }

  private QuotaUse count(
      QuotaCounter whole, CredentialCounter own, Plan plan, QuotaDay day, long second) {
    long onDay = Math.max(whole.usedOnDay(), own.usedOnDay());
    long inMonth = Math.max(whole.usedInMonth(), own.usedInMonth());
    boolean overDay = plan.getPerDay() > 0 && onDay >= plan.getPerDay();
    boolean overMonth = plan.getPerMonth() > 0 && inMonth >= plan.getPerMonth();
    boolean passed = !overDay && !overMonth;
    listener.onDecision(plan.getTier(), passed, whole.known());
    if (!passed) {
      if (own.ask(second, ASK_SECONDS)) {
        queue(own);
      }
      return overMonth
          ? monthly(false, plan, inMonth, day, second)
          : daily(false, plan, onDay, day, second);
    }
    if (own.hasPendingBefore(day.epochDay())) {
      QuotaKey before = own.pendingKey();
      ofEarlierDays.add(Map.entry(before, own.takePending()));
    }
    whole.add(1);
    own.add(1);
    own.addPending(day.epochDay());
    undrained.increment();
    queue(own);
    QuotaUse nearest = nearest(plan, onDay + 1, inMonth + 1, day, second);
    if (!near && (!whole.known() || PlanQuotas.isNear(nearest))) {
      near = true;
    }
    return nearest;
  }

  private void queue(CredentialCounter own) {
    if (own.queue()) {
      changed.add(own);
    }
  }

  private static QuotaUse nearest(Plan plan, long onDay, long inMonth, QuotaDay day, long second) {
    boolean month =
        plan.getPerDay() == 0
            || (plan.getPerMonth() > 0
                && (double) inMonth / plan.getPerMonth() > (double) onDay / plan.getPerDay());
    return month
        ? monthly(true, plan, inMonth, day, second)
        : daily(true, plan, onDay, day, second);
  }

  private static QuotaUse daily(boolean passed, Plan plan, long used, QuotaDay day, long second) {
    long seconds = TimeUnit.DAYS.toSeconds(1);
    return new QuotaUse(
        passed, "day", plan.getPerDay(), used, seconds, day.secondsToDayEnd(second));
  }

  private static QuotaUse monthly(boolean passed, Plan plan, long used, QuotaDay day, long second) {
    return new QuotaUse(
        passed,
        "month",
        plan.getPerMonth(),
        used,
        day.monthSeconds(),
        day.secondsToMonthEnd(second));
  }

  @Override
  public boolean takeNear() {
    boolean result = near;
    near = false;
    return result;
  }

  @Override
  public DrainedCounts<QuotaKey> drain() {
    sweep();
    Map<QuotaKey, Long> counts = new HashMap<>();
    Set<QuotaKey> asked = new HashSet<>();
    for (var before = ofEarlierDays.poll(); before != null; before = ofEarlierDays.poll()) {
      counts.merge(before.getKey(), before.getValue(), Long::sum);
    }
    for (var counter = changed.poll(); counter != null; counter = changed.poll()) {
      synchronized (counter) {
        counter.leaveQueue();
        QuotaKey key = counter.pendingKey();
        long requests = counter.takePending();
        if (requests > 0) {
          counts.merge(key, requests, Long::sum);
        } else {
          asked.add(new QuotaKey(key.subscription(), key.credential(), today.epochDay()));
        }
      }
    }
    return new DrainedCounts<>(counts, asked);
  }

  @Override
  public long undrained() {
    return undrained.sum();
  }

  @Override
  public void added(DrainedCounts<QuotaKey> drained) {
    drained.counts().values().forEach(requests -> undrained.add(-requests));
  }

  @Override
  public void restore(Map<QuotaKey, Long> counts) {
    QuotaDay now = today(second());
    counts.forEach((key, requests) -> {
      QuotaDay day = QuotaDay.of(key.epochDay());
      QuotaCounter whole = ofSubscription(key.subscription());
      QuotaCounter own = ofCredential(key.subscription(), key.credential());
      for (QuotaCounter counter : List.of(whole, own)) {
        synchronized (counter) {
          counter.moveTo(now);
          counter.restore(day, requests);
        }
      }
    });
  }

  @Override
  public void settle(CountBatch<QuotaKey> batch, List<QuotaTotal> totals) {
    Map<QuotaKey, Long> ofSubscriptions = new HashMap<>();
    batch
        .counts()
        .forEach((key, requests) ->
            ofSubscriptions.merge(
                new QuotaKey(key.subscription(), "", key.epochDay()), requests, Long::sum));
    for (QuotaTotal total : totals) {
      boolean ofAll = total.credential().isEmpty();
      QuotaCounter counter =
          ofAll ? subscriptions.get(total.subscription()) : credentials.get(total.credential());
      if (counter != null) {
        QuotaKey key = new QuotaKey(total.subscription(), total.credential(), total.epochDay());
        long requests = (ofAll ? ofSubscriptions : batch.counts()).getOrDefault(key, 0L);
        QuotaDay day = QuotaDay.of(total.epochDay());
        synchronized (counter) {
          counter.settle(day, requests, total.onDay(), total.inMonth());
        }
      }
    }
  }

  /** Removes, once a day, the counters that were not used since the day before. */
  private void sweep() {
    int day = today(second()).epochDay();
    if (day == sweptOn) {
      return;
    }
    sweptOn = day;
    ratios.reset();
    subscriptions.values().removeIf(counter -> isUnusedSince(counter, day - 1));
    credentials.values().removeIf(counter -> isUnusedSince(counter, day - 1));
  }

  private static boolean isUnusedSince(QuotaCounter counter, int day) {
    synchronized (counter) {
      return counter.removeIfUnusedSince(day);
    }
  }

  private long second() {
    return Math.floorDiv(clock.millis(), TimeUnit.SECONDS.toMillis(1));
  }

  private QuotaDay today(long second) {
    int epochDay = QuotaDay.epochDayOf(second);
    QuotaDay day = today;
    if (day.epochDay() != epochDay) {
      day = QuotaDay.of(epochDay);
      today = day;
    }
    return day;
  }

  /** Returns the number of counters. */
  public int size() {
    return subscriptions.size() + credentials.size();
  }

  /** Returns the highest used shares by tier. */
  public QuotaRatios ratios() {
    return ratios;
  }
}
