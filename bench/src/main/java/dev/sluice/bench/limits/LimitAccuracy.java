package dev.sluice.bench.limits;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
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
          new RateLoad("1,000 per second", "/v1/rs/chat", 1_000, Duration.ofSeconds(1), 20_000));

  private static final List<Integer> REPLICAS = List.of(1, 2, 4);
  private static final int PER_SECOND = 5_000;

  private final BenchIssuer issuer;
  private final BenchReport report;

  LimitAccuracy(BenchIssuer issuer, BenchReport report) {
    this.issuer = issuer;
    this.report = report;
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
    LimitReplicas.Outcome outcome =
        replicas.send(check(load.path()), count, load.sent(), PER_SECOND);
    String column = count + " " + place.title();
    double allowed = load.allowed(outcome.taken());
    section
        .add(load.title() + ": sent", column, load.sent())
        .add(load.title() + ": allowed", column, allowed)
        .add(load.title() + ": accepted", column, outcome.accepted())
        .add(load.title() + ": accepted ÷ allowed", column, outcome.accepted() / allowed);
  }

  private CheckRequest check(String path) {
    CheckRequest.Builder check =
        CheckMessages.check(IssuerAlgorithm.RS256, issuer.tokens(1).getFirst()).toBuilder();
    AttributeContext.HttpRequest.Builder http =
        check.getAttributesBuilder().getRequestBuilder().getHttpBuilder();
    http.setPath(path).putHeaders(":path", path);
    return check.build();
  }
}
