package dev.sluice.extauthz.quota;

import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.settle.BatchSettler;
import dev.sluice.common.settle.CountBatch;
import dev.sluice.common.settle.SettledTotals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A controller that counts for quotas; it may be unreachable or lose its answers. */
final class FakeQuotaController implements BatchSettler.BatchSender<QuotaKey, QuotaTotal> {
  private final Map<UUID, Long> through = new HashMap<>();
  private final Map<String, Map<QuotaKey, Long>> bySubscription = new HashMap<>();
  private final List<String> batches = new ArrayList<>();
  private boolean away;
  private int answersToLose;
  private int questions;

  @Override
  public synchronized SettledTotals<QuotaTotal> send(
      CountBatch<QuotaKey> batch, List<QuotaKey> asked) throws ReportRejectedException {
    if (away) {
      throw new ReportRejectedException("away");
    }
    long counted = through.getOrDefault(batch.writer(), 0L);
    if (batch.seq() == 0) {
      questions++;
    } else if (batch.seq() > counted) {
      batch.counts().forEach(this::count);
      through.put(batch.writer(), batch.seq());
      batches.add(batch.seq() + " applied");
    } else {
      batches.add(batch.seq() + " repeated");
    }
    if (answersToLose > 0 && batch.seq() > 0) {
      answersToLose--;
      throw new ReportRejectedException("lost");
    }
    Set<QuotaKey> keys = new LinkedHashSet<>(batch.counts().keySet());
    keys.addAll(asked);
    return new SettledTotals<>(through.getOrDefault(batch.writer(), 0L), totals(keys));
  }

  private void count(QuotaKey key, long requests) {
    bySubscription
        .computeIfAbsent(key.subscription(), _ -> new HashMap<>())
        .merge(key, requests, Long::sum);
  }

  private Map<QuotaKey, Long> counts(String subscription) {
    return bySubscription.getOrDefault(subscription, Map.of());
  }

  private List<QuotaTotal> totals(Set<QuotaKey> keys) {
    List<QuotaTotal> totals = new ArrayList<>();
    for (QuotaKey key : keys) {
      totals.add(total(key.subscription(), "", key.epochDay()));
      totals.add(total(key.subscription(), key.credential(), key.epochDay()));
    }
    return totals;
  }

  private QuotaTotal total(String subscription, String credential, int day) {
    long onDay = 0;
    long inMonth = 0;
    for (Map.Entry<QuotaKey, Long> count : counts(subscription).entrySet()) {
      QuotaKey key = count.getKey();
      if (credential.isEmpty() || key.credential().equals(credential)) {
        onDay += key.epochDay() == day ? count.getValue() : 0;
        inMonth += month(key.epochDay()).equals(month(day)) ? count.getValue() : 0;
      }
    }
    return new QuotaTotal(subscription, credential, day, onDay, inMonth);
  }

  private static LocalDate month(int day) {
    return LocalDate.ofEpochDay(day).withDayOfMonth(1);
  }

  /** Counts requests of another server. */
  synchronized void countElsewhere(QuotaKey key, long requests) {
    count(key, requests);
  }

  synchronized void away(boolean now) {
    away = now;
  }

  synchronized void loseAnswers(int number) {
    answersToLose = number;
  }

  /** Returns a controller with the same counts. */
  synchronized FakeQuotaController copy() {
    FakeQuotaController copy = new FakeQuotaController();
    copy.through.putAll(through);
    bySubscription.values().forEach(counts -> counts.forEach(copy::count));
    return copy;
  }

  synchronized List<String> batches() {
    return List.copyOf(batches);
  }

  synchronized int questions() {
    return questions;
  }

  /** Returns all counted requests. */
  synchronized long requests() {
    return bySubscription.values().stream()
        .flatMap(counts -> counts.values().stream())
        .mapToLong(Long::longValue)
        .sum();
  }

  synchronized long requests(QuotaKey key) {
    return counts(key.subscription()).getOrDefault(key, 0L);
  }
}
