package dev.sluice.extauthz.server;

import dev.sluice.common.report.ReportClient;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.server.CommonParts;
import dev.sluice.common.settle.BatchSettler;
import dev.sluice.common.settle.CountBatch;
import dev.sluice.common.settle.SettledTotals;
import dev.sluice.common.settle.UnsettledFile;
import dev.sluice.extauthz.quota.PlanQuotas;
import dev.sluice.extauthz.quota.QuotaCounters;
import dev.sluice.extauthz.quota.QuotaKey;
import dev.sluice.extauthz.quota.QuotaKeyCodec;
import dev.sluice.extauthz.quota.QuotaTotal;
import dev.sluice.report.v1.QuotaAnswer;
import dev.sluice.report.v1.QuotaCount;
import dev.sluice.report.v1.QuotaReport;
import java.time.InstantSource;
import java.util.List;

/** A sender of batches to the controller, in its messages. */
record QuotaSettlement(ReportClient link)
    implements BatchSettler.BatchSender<QuotaKey, QuotaTotal> {
  /** Starts to count requests for quotas and to settle them with the controller. */
  static PlanQuotas start(ExtAuthzConfig config, ReportClient link, CommonParts common) {
    QuotaMetrics metrics = new QuotaMetrics(common.metrics());
    QuotaCounters counters = new QuotaCounters(InstantSource.system(), metrics::decision);
    BatchSettler<QuotaKey, QuotaTotal> settler =
        common.add(
            "quotas",
            new BatchSettler<>(
                "quotas",
                "requests",
                counters,
                new UnsettledFile<>(
                    config.controller().orElseThrow().cacheDir().resolve("quota"),
                    new QuotaKeyCodec()),
                new QuotaSettlement(link),
                config.quotaSettleInterval(),
                common.readiness().component("quotas"),
                metrics::settled));
    metrics.show(counters, settler);
    settler.start();
    return counters;
  }

  @Override
  public SettledTotals<QuotaTotal> send(CountBatch<QuotaKey> batch, List<QuotaKey> asked)
      throws ReportRejectedException {
    QuotaReport.Builder report =
        QuotaReport.newBuilder().setWriterId(batch.writer().toString()).setSeq(batch.seq());
    batch.counts().forEach((key, requests) -> report.addCounts(count(key, requests)));
    asked.forEach(key -> report.addAsked(key(key)));
    QuotaAnswer answer = link.sendQuota(report.build());
    return new SettledTotals<>(
        answer.getThroughSeq(),
        answer.getTotalsList().stream().map(QuotaSettlement::total).toList());
  }

  private static QuotaCount count(QuotaKey key, long requests) {
    return QuotaCount.newBuilder()
        .setSubscriptionId(key.subscription())
        .setCredentialId(key.credential())
        .setDay(key.epochDay())
        .setRequests(requests)
        .build();
  }

  private static dev.sluice.report.v1.QuotaKey key(QuotaKey key) {
    return dev.sluice.report.v1.QuotaKey.newBuilder()
        .setSubscriptionId(key.subscription())
        .setCredentialId(key.credential())
        .setDay(key.epochDay())
        .build();
  }

  private static QuotaTotal total(dev.sluice.report.v1.QuotaTotal total) {
    return new QuotaTotal(
        total.getSubscriptionId(),
        total.getCredentialId(),
        total.getDay(),
        total.getOnDay(),
        total.getInMonth());
  }
}
