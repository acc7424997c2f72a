package dev.sluice.extproc.server;

import dev.sluice.common.report.ReportClient;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.server.CommonParts;
import dev.sluice.common.settle.BatchSettler;
import dev.sluice.common.settle.CountBatch;
import dev.sluice.common.settle.SettledTotals;
import dev.sluice.common.settle.UnsettledFile;
import dev.sluice.extproc.budget.BudgetCounters;
import dev.sluice.extproc.budget.BudgetEntry;
import dev.sluice.extproc.budget.BudgetEntryCodec;
import dev.sluice.extproc.budget.BudgetKey;
import dev.sluice.extproc.budget.BudgetPeriod;
import dev.sluice.extproc.budget.BudgetTotal;
import dev.sluice.extproc.budget.CallKey;
import dev.sluice.report.v1.TokenBudgetAnswer;
import dev.sluice.report.v1.TokenBudgetKey;
import dev.sluice.report.v1.TokenBudgetReport;
import dev.sluice.report.v1.TokenBudgetTotal;
import dev.sluice.report.v1.TokenBudgetUse;
import java.util.List;

/** A sender of what calls used of token budgets to the controller, in its messages. */
record BudgetSettlement(ReportClient link)
    implements BatchSettler.BatchSender<BudgetEntry, BudgetTotal> {
  /** Starts to settle counters with the controller. */
  static void start(
      ExtProcConfig config,
      ReportClient link,
      BudgetCounters counters,
      BudgetMetrics metrics,
      CommonParts common) {
    BatchSettler<BudgetEntry, BudgetTotal> settler =
        common
            .parts()
            .add(
                "token budgets",
                new BatchSettler<>(
                    "token budgets",
                    "units",
                    counters,
                    new UnsettledFile<>(
                        config.controller().orElseThrow().cacheDir().resolve("token-budgets"),
                        new BudgetEntryCodec()),
                    new BudgetSettlement(link),
                    config.usageReportInterval(),
                    common.readiness().component("token budgets"),
                    metrics::settled));
    metrics.show(settler);
    settler.start();
  }

  @Override
  public SettledTotals<BudgetTotal> send(CountBatch<BudgetEntry> batch, List<BudgetEntry> asked)
      throws ReportRejectedException {
    TokenBudgetReport.Builder report =
        TokenBudgetReport.newBuilder().setWriterId(batch.writer().toString()).setSeq(batch.seq());
    batch.counts().forEach((entry, amount) -> report.addUses(use(entry, amount)));
    asked.forEach(entry -> report.addAsked(key(entry.key())));
    TokenBudgetAnswer answer = link.sendTokenBudgets(report.build());
    return new SettledTotals<>(
        answer.getThroughSeq(),
        answer.getTotalsList().stream().map(BudgetSettlement::total).toList());
  }

  private static TokenBudgetUse use(BudgetEntry entry, long amount) {
    return TokenBudgetUse.newBuilder()
        .setKey(key(entry.key()))
        .setAmount(amount)
        .setBudget(entry.limit())
        .setMoney(entry.money())
        .build();
  }

  private static TokenBudgetKey key(BudgetKey key) {
    return TokenBudgetKey.newBuilder()
        .setOwnerId(key.owner())
        .setName(key.name())
        .setTenant(key.call().tenant())
        .setUser(key.call().user())
        .setCredential(key.call().credential())
        .setModel(key.call().model())
        .setRoute(key.call().route())
        .setMonthly(key.period() == BudgetPeriod.MONTH)
        .setStart(key.start())
        .build();
  }

  private static BudgetTotal total(TokenBudgetTotal total) {
    TokenBudgetKey key = total.getKey();
    CallKey call =
        new CallKey(
            key.getTenant(), key.getUser(), key.getCredential(), key.getModel(), key.getRoute());
    return new BudgetTotal(
        new BudgetKey(
            key.getOwnerId(),
            key.getName(),
            call,
            key.getMonthly() ? BudgetPeriod.MONTH : BudgetPeriod.DAY,
            key.getStart()),
        total.getUsed());
  }
}
