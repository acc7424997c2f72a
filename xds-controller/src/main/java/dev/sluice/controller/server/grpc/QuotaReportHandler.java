package dev.sluice.controller.server.grpc;

import dev.sluice.controller.store.report.QuotaCountRepository;
import dev.sluice.controller.store.report.QuotaCountRepository.QuotaBatchRow;
import dev.sluice.controller.store.report.QuotaCountRepository.QuotaResultRow;
import dev.sluice.controller.store.report.QuotaCountRow;
import dev.sluice.controller.store.report.QuotaTotalRow;
import dev.sluice.report.v1.QuotaAnswer;
import dev.sluice.report.v1.QuotaCount;
import dev.sluice.report.v1.QuotaKey;
import dev.sluice.report.v1.QuotaReport;
import dev.sluice.report.v1.QuotaTotal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** A handler of the batches of admitted requests that count for quotas. */
final class QuotaReportHandler {
  private final ReceivedBatches batches;
  private final Counter unknown;
  private final Counter raised;

  QuotaReportHandler(MeterRegistry metrics, Clock clock) {
    this.batches = new ReceivedBatches(metrics, "quota.batches.taken", clock);
    this.unknown = metrics.counter("quota.unknown.credentials");
    this.raised = metrics.counter("quota.events.raised");
  }

  /** Reads a report; throws {@link IllegalArgumentException} if it is malformed. */
  static QuotaBatchRow read(QuotaReport report) {
    ReceivedBatches.requireNumber(report.getSeq(), report.getCountsCount());
    return new QuotaBatchRow(
        UUID.fromString(report.getWriterId()),
        report.getReporter().getNodeId(),
        report.getSeq(),
        report.getCountsList().stream().map(QuotaReportHandler::row).toList(),
        report.getAskedList().stream().map(QuotaReportHandler::row).toList());
  }

  private static QuotaCountRow row(QuotaCount count) {
    if (count.getRequests() < 0) {
      throw new IllegalArgumentException("a negative count");
    }
    return row(
        count.getSubscriptionId(), count.getCredentialId(), count.getDay(), count.getRequests());
  }

  private static QuotaCountRow row(QuotaKey key) {
    return row(key.getSubscriptionId(), key.getCredentialId(), key.getDay(), 0);
  }

  private static QuotaCountRow row(String subscription, String credential, int day, long requests) {
    return new QuotaCountRow(
        UUID.fromString(subscription),
        UUID.fromString(credential),
        LocalDate.ofEpochDay(day).toString(),
        requests);
  }

  /** Counts a batch; the first one of a day also deletes old counts. */
  QuotaAnswer count(QuotaBatchRow batch, QuotaCountRepository counts) {
    QuotaResultRow result = counts.save(batch);
    if (batch.seq() > 0) {
      unknown.increment(result.unknown());
      raised.increment(result.raised());
      batches.count(result.result(), counts::purge);
    }
    return QuotaAnswer.newBuilder()
        .setThroughSeq(result.throughSeq())
        .addAllTotals(result.totals().stream().map(QuotaReportHandler::total).toList())
        .build();
  }

  private static QuotaTotal total(QuotaTotalRow total) {
    return QuotaTotal.newBuilder()
        .setSubscriptionId(total.subscription())
        .setCredentialId(total.credential().orElse(""))
        .setDay(Math.toIntExact(total.day().toEpochDay()))
        .setOnDay(total.onDay())
        .setInMonth(total.inMonth())
        .build();
  }
}
