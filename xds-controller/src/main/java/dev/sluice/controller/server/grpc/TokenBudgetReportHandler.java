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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** A handler of the batches of what calls used of token budgets. */
final class TokenBudgetReportHandler {
  private static final String MONTH = "month";
  private static final String DAY = "day";

  private final ReceivedBatches batches;
  private final Counter raised;

  TokenBudgetReportHandler(MeterRegistry metrics, Clock clock) {
    this.batches = new ReceivedBatches(metrics, "token.budget.batches.taken", clock);
    this.raised = metrics.counter("token.budget.events.raised");
  }

  /** Reads a report; throws {@link IllegalArgumentException} if it is malformed. */
  static TokenBudgetBatchRow read(TokenBudgetReport report) {
    ReceivedBatches.requireNumber(report.getSeq(), report.getUsesCount());
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
    if (batch.seq() > 0) {
      raised.increment(result.raised());
      batches.count(result.result(), budgets::purge);
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
