package dev.sluice.bench.limits;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A count of the requests that replicas accept, beside those that a limit allows. Each count has a
 * new user, so that its counters are new.
 */
final class LimitAccuracy {
  /**
   * The limits of {@link LimitReplicas}, the requests for each, and the time in which they come.
   */
  private static final List<RateLoad> LOADS =
      List.of(
          new RateLoad("5 per minute", "/v1/rs/agent", 5, Duration.ofMinutes(1), 60),
          new RateLoad("100 per minute", "/v1/rs/rag", 100, Duration.ofMinutes(1), 600),
          new RateLoad("1,000 per second", "/v1/rs/chat", 1_000, Duration.ofSeconds(1), 12_000));

  private static final List<Integer> REPLICAS = List.of(1, 2, 4);
  private static final int PER_SECOND = 3_000;

  private final BenchIssuer issuer;
  private final BenchReport report;
  private final Duration warmUp;

  LimitAccuracy(BenchIssuer issuer, BenchReport report, Duration warmUp) {
    this.issuer = issuer;
    this.report = report;
    this.warmUp = warmUp;
  }

  /**
   * A number of requests that are sent at a constant rate, evenly over the replicas.
   *
   * @param requests the requests that the limit allows in {@code period}, and at once
   */
  private record RateLoad(String title, String path, int requests, Duration period, int sent) {
    /** Returns how many requests the limit allows in the time that they took. */
    double allowed(Duration taken) {
      return requests + Math.floor((double) requests * taken.toNanos() / period.toNanos());
    }
  }

  void run() throws IOException {
    var section = new ReportSection.Builder("accepted requests, by replicas");
    for (LimitVariant place : List.of(LimitVariant.PROCESS, LimitVariant.REDIS)) {
      try (var replicas = LimitReplicas.start(place, REPLICAS.getLast(), issuer, report)) {
        replicas.warmUp(LimitChecks.ofNewUser(issuer, LOADS.getLast().path()), warmUp);
        for (RateLoad load : LOADS) {
          for (int count : REPLICAS) {
            measure(load, place, count, replicas, section);
          }
        }
      }
    }
    report.add(section.build());
  }

  private void measure(
      RateLoad load,
      LimitVariant place,
      int count,
      LimitReplicas replicas,
      ReportSection.Builder section) {
    report.progress(
        load.title() + ", " + count + (count == 1 ? " replica, " : " replicas, ") + place.title());
    double missedBefore = place == LimitVariant.REDIS ? replicas.missedAnswers() : 0;
    CountedAnswers outcome =
        replicas.send(LimitChecks.ofNewUser(issuer, load.path()), count, load.sent(), PER_SECOND);
    String column = count + " " + place.title();
    double allowed = load.allowed(outcome.taken());
    section
        .add(load.title() + ": sent", column, load.sent())
        .add(load.title() + ": allowed", column, allowed)
        .add(load.title() + ": accepted", column, outcome.accepted())
        .add(load.title() + ": accepted ÷ allowed", column, outcome.accepted() / allowed);
    if (place == LimitVariant.REDIS) {
      section.add(
          load.title() + ": counted without Redis",
          column,
          replicas.missedAnswers() - missedBefore);
    }
  }
}
