package dev.sluice.extauthz.server;

import dev.sluice.common.report.ReportClient;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.server.CommonParts;
import dev.sluice.extauthz.quota.PlanQuotas;
import dev.sluice.extauthz.quota.QuotaBatch;
import dev.sluice.extauthz.quota.QuotaCounters;
import dev.sluice.extauthz.quota.QuotaKey;
import dev.sluice.extauthz.quota.QuotaSettler;
import dev.sluice.extauthz.quota.QuotaStateFile;
import dev.sluice.extauthz.quota.QuotaTotal;
import dev.sluice.extauthz.quota.QuotaTotals;
import dev.sluice.report.v1.QuotaAnswer;
import dev.sluice.report.v1.QuotaCount;
import dev.sluice.report.v1.QuotaReport;
import java.time.InstantSource;
import java.util.List;

/** A sender of batches to the controller, in its messages. */
record QuotaSettlement(ReportClient link) implements QuotaSettler.QuotaSender {
  /** Starts to count requests for quotas and to settle them with the controller. */
  static PlanQuotas start(ExtAuthzConfig config, ReportClient link, CommonParts common) {
    QuotaMetrics metrics = new QuotaMetrics(common.metrics());
    QuotaCounters counters = new QuotaCounters(InstantSource.system(), metrics::decision);
    QuotaSettler settler =
        common.add(
            "quotas",
            new QuotaSettler(
                counters,
                new QuotaStateFile(config.controller().orElseThrow().cacheDir()),
                new QuotaSettlement(link),
                config.quotaSettleInterval(),
                common.readiness().component("quotas"),
                metrics::settled));
    metrics.show(counters, settler);
    settler.start();
    return counters;
  }

  @Override
  public QuotaTotals send(QuotaBatch batch, List<QuotaKey> asked) throws ReportRejectedException {
    QuotaReport.Builder report =
        QuotaReport.newBuilder().setWriterId(batch.writer().toString()).setSeq(batch.seq());
    batch.counts().forEach((key, requests) -> report.addCounts(count(key, requests)));
    asked.forEach(key -> report.addAsked(key(key)));
    QuotaAnswer answer = link.sendQuota(report.build());
    return new QuotaTotals(
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
