package dev.sluice.extproc.budget;

import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.settle.BatchSettler;
import dev.sluice.common.settle.CountBatch;
import dev.sluice.common.settle.SettledTotals;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A controller that counts batches once, and loses answers or is away when a test wants it. */
final class FakeBudgetController implements BatchSettler.BatchSender<BudgetEntry, BudgetTotal> {
  private final Map<UUID, Long> through = new HashMap<>();
  private final Map<BudgetKey, Long> used = new HashMap<>();
  private boolean away;
  private int answersToLose;
  private int questions;

  @Override
  public synchronized SettledTotals<BudgetTotal> send(
      CountBatch<BudgetEntry> batch, List<BudgetEntry> asked) throws ReportRejectedException {
    if (away) {
      throw new ReportRejectedException("away");
    }
    questions++;
    if (batch.seq() > through.getOrDefault(batch.writer(), 0L)) {
      through.put(batch.writer(), batch.seq());
      batch.counts().forEach((entry, amount) -> used.merge(entry.key(), amount, Long::sum));
    }
    if (answersToLose > 0) {
      answersToLose--;
      throw new ReportRejectedException("lost");
    }
    Set<BudgetKey> keys = new LinkedHashSet<>();
    batch.counts().keySet().forEach(entry -> keys.add(entry.key()));
    asked.forEach(entry -> keys.add(entry.key()));
    return new SettledTotals<>(
        through.getOrDefault(batch.writer(), 0L),
        keys.stream().map(key -> new BudgetTotal(key, used.getOrDefault(key, 0L))).toList());
  }

  synchronized void away(boolean now) {
    away = now;
  }

  synchronized void loseAnswers(int number) {
    answersToLose = number;
  }

  synchronized int questions() {
    return questions;
  }

  /** Returns the tokens of all budgets. */
  synchronized double tokens() {
    return used.values().stream().mapToLong(Long::longValue).sum() / 1_000.0;
  }
}
