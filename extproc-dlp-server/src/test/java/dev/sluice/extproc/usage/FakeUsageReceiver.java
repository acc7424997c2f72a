package dev.sluice.extproc.usage;

import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.report.v1.Usage;
import dev.sluice.report.v1.UsageAnswer;
import dev.sluice.report.v1.UsageReport;
import dev.sluice.report.v1.UsageResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A controller that counts usage; it may be unreachable or lose its answers. */
final class FakeUsageReceiver implements UsageReporter.UsageSender {
  private final Map<String, Long> through = new HashMap<>();
  private final Map<String, UsageSum> sums = new HashMap<>();
  private final List<String> reports = new ArrayList<>();
  private boolean away;
  private boolean losesAnswers;

  @Override
  public synchronized UsageAnswer report(UsageReport report) throws ReportRejectedException {
    if (away) {
      throw new ReportRejectedException("away");
    }
    long counted = through.getOrDefault(report.getWriterId(), 0L);
    UsageAnswer answer = answer(report, counted);
    reports.add(
        "%d-%d %s"
            .formatted(
                report.getFirstSeq(),
                report.getLastSeq(),
                answer.getResult().name().substring("USAGE_RESULT_".length())));
    if (losesAnswers && ThreadLocalRandom.current().nextBoolean()) {
      throw new ReportRejectedException("lost");
    }
    return answer;
  }

  private UsageAnswer answer(UsageReport report, long counted) {
    UsageAnswer.Builder answer = UsageAnswer.newBuilder().setThroughSeq(counted);
    if (report.getLastSeq() <= counted) {
      return answer.setResult(UsageResult.USAGE_RESULT_REPEATED).build();
    } else if (report.getFirstSeq() <= counted) {
      return answer.setResult(UsageResult.USAGE_RESULT_OVERLAPPING).build();
    }
    through.put(report.getWriterId(), report.getLastSeq());
    for (Usage usage : report.getUsageList()) {
      String key = usage.getDay() + (usage.getApiVersionId().isEmpty() ? "" : " v");
      sums.merge(key, UsageSum.read(usage), UsageSum::plus);
    }
    return answer
        .setResult(UsageResult.USAGE_RESULT_APPLIED)
        .setThroughSeq(report.getLastSeq())
        .build();
  }

  /** Returns a controller with the same counts. */
  synchronized FakeUsageReceiver copy() {
    FakeUsageReceiver copy = new FakeUsageReceiver();
    copy.through.putAll(through);
    copy.sums.putAll(sums);
    return copy;
  }

  synchronized void away(boolean now) {
    away = now;
  }

  synchronized void losesAnswers(boolean now) {
    losesAnswers = now;
  }

  /** Returns the received runs with their results. */
  synchronized List<String> reports() {
    return List.copyOf(reports);
  }

  synchronized long requests() {
    return sums.values().stream().mapToLong(UsageSum::requests).sum();
  }

  synchronized BigDecimal cost() {
    return sums.values().stream().map(UsageSum::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Returns the sum of a day, for a route with or without a version. */
  synchronized UsageSum sum(String key) {
    UsageSum sum = sums.get(key);
    return sum == null ? new UsageSum(0, 0, 0, 0, BigDecimal.ZERO, 0) : sum;
  }

  synchronized long through() {
    return through.values().stream().mapToLong(Long::longValue).sum();
  }
}
