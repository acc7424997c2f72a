package dev.sluice.controller.server.grpc;

import dev.sluice.controller.store.report.TokenBudgetRepository;
import dev.sluice.controller.store.report.TokenBudgetRepository.TokenBudgetBatchRow;
import dev.sluice.controller.store.report.TokenBudgetRepository.TokenBudgetResultRow;
import dev.sluice.controller.store.report.TokenBudgetRow;
import dev.sluice.controller.store.report.TokenBudgetTotalRow;
import dev.sluice.report.v1.TokenBudgetAnswer;
import dev.sluice.report.v1.TokenBudgetKey;
import dev.sluice.report.v1.TokenBudgetReport;
import dev.sluice.report.v1.TokenBudgetTotal;
import dev.sluice.report.v1.TokenBudgetUse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** A handler of the batches of what calls used of token budgets. */
final class TokenBudgetReportHandler {
  private static final List<String> RESULTS = List.of("applied", "repeated");
  private static final String MONTH = "month";
  private static final String DAY = "day";

  private final MeterRegistry metrics;
  private final Clock clock;
  private LocalDate purged = LocalDate.MIN;

  TokenBudgetReportHandler(MeterRegistry metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
    RESULTS.forEach(result -> metrics.counter("token.budget.batches.taken", "result", result));
  }

  /** Reads a report; throws {@link IllegalArgumentException} if it is malformed. */
  static TokenBudgetBatchRow read(TokenBudgetReport report) {
    if (report.getSeq() < 0 || (report.getSeq() == 0 && report.getUsesCount() > 0)) {
      throw new IllegalArgumentException("no number of a batch");
    }
    return new TokenBudgetBatchRow(
        UUID.fromString(report.getWriterId()),
        report.getReporter().getNodeId(),
        report.getSeq(),
        report.getUsesList().stream().map(TokenBudgetReportHandler::row).toList(),
        report.getAskedList().stream().map(key -> row(key, 0, 1, false)).toList());
  }

  private static TokenBudgetRow row(TokenBudgetUse use) {
    if (use.getBudget() <= 0) {
      throw new IllegalArgumentException("a budget without an amount");
    }
    return row(use.getKey(), use.getAmount(), use.getBudget(), use.getMoney());
  }

  private static TokenBudgetRow row(TokenBudgetKey key, long amount, long budget, boolean money) {
    return new TokenBudgetRow(
        UUID.fromString(key.getOwnerId()),
        key.getName(),
        key.getMonthly() ? MONTH : DAY,
        LocalDate.ofEpochDay(key.getStart()).toString(),
        key.getTenant(),
        key.getUser(),
        key.getCredential(),
        key.getModel(),
        key.getRoute(),
        money,
        budget,
        amount);
  }

  /** Counts a batch; the first one of a day also deletes old periods. */
  TokenBudgetAnswer count(TokenBudgetBatchRow batch, TokenBudgetRepository budgets) {
    TokenBudgetResultRow result = budgets.save(batch);
    LocalDate today = LocalDate.now(clock);
    if (batch.seq() > 0) {
      metrics.counter("token.budget.batches.taken", "result", result.result()).increment();
      if (!today.equals(purged)) {
        budgets.purge(today);
        purged = today;
      }
    }
    return TokenBudgetAnswer.newBuilder()
        .setThroughSeq(result.throughSeq())
        .addAllTotals(result.totals().stream().map(TokenBudgetReportHandler::total).toList())
        .build();
  }

  private static TokenBudgetTotal total(TokenBudgetTotalRow total) {
    return TokenBudgetTotal.newBuilder()
        .setKey(
            TokenBudgetKey.newBuilder()
                .setOwnerId(total.owner())
                .setName(total.name())
                .setTenant(total.tenant())
                .setUser(total.user())
                .setCredential(total.credential())
                .setModel(total.model())
                .setRoute(total.route())
                .setMonthly(total.period().equals(MONTH))
                .setStart(Math.toIntExact(total.start().toEpochDay())))
        .setUsed(total.used())
        .build();
  }
}
