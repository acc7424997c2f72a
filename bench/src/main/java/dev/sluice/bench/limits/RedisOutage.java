package dev.sluice.bench.limits;

import dev.sluice.bench.check.fixture.BenchIssuer;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.e2e.process.RedisProcess;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A measurement of what callers of two replicas see while their Redis is slow, stopped, killed and
 * started again, under a constant load of twice the limit.
 */
final class RedisOutage {
  private static final int REPLICAS = 2;
  private static final int LIMIT = 1_000;
  private static final int PER_SECOND = 2 * LIMIT;
  private static final int SECONDS = 4;
  private static final Duration STOPPED = Duration.ofMillis(30);
  private static final Duration RUNNING = Duration.ofMillis(20);

  private final BenchIssuer issuer;
  private final BenchReport report;
  private final Duration warmUp;

  RedisOutage(BenchIssuer issuer, BenchReport report, Duration warmUp) {
    this.issuer = issuer;
    this.report = report;
    this.warmUp = warmUp;
  }

  void run() throws IOException {
    var section =
        new ReportSection.Builder("two replicas, 1,000 per second allowed, 2,000 sent, by Redis");
    try (var replicas = LimitReplicas.start(LimitVariant.REDIS, REPLICAS, issuer, report)) {
      CheckRequest check = LimitChecks.ofNewUser(issuer, "/v1/rs/chat");
      replicas.warmUp(check, warmUp);
      var phase = new Phase(replicas, check, section);
      phase.run("healthy", redis -> {});
      var slow = new SlowRedis(replicas.redis());
      phase.run("slow", _ -> slow.start());
      slow.end();
      phase.run("healthy again", redis -> {});
      phase.run("stopped", redis -> redis.signal("STOP"));
      phase.run("continued", redis -> redis.signal("CONT"));
      phase.run("killed", RedisProcess::kill);
      phase.run("started again", RedisProcess::start);
      phase.run("healthy at the end", redis -> {});
    }
    report.add(section.build());
  }

  /** A load while Redis is in one state. */
  private record Phase(LimitReplicas replicas, CheckRequest check, ReportSection.Builder section) {
    void run(String title, Consumer<RedisProcess> change) {
      double missedBefore = replicas.missedAnswers();
      change.accept(replicas.redis());
      CountedAnswers outcome = replicas.send(check, REPLICAS, PER_SECOND * SECONDS, PER_SECOND);
      section
          .add("accepted per second", title, (double) outcome.accepted() / SECONDS)
          .add("answered 429 per second", title, (double) outcome.limited() / SECONDS)
          .add("failed", title, outcome.failed())
          .add("answers that Redis did not give", title, replicas.missedAnswers() - missedBefore)
          .add("p50, ms", title, outcome.millis(0.5))
          .add("p99, ms", title, outcome.millis(0.99))
          .add("longest, ms", title, outcome.millis(1));
    }
  }

  /** A Redis that stops for a time longer than a check waits, again and again. */
  private static final class SlowRedis {
    private final RedisProcess redis;
    private final Thread thread = new Thread(this::pause, "slow-redis");
    private volatile boolean ended;

    SlowRedis(RedisProcess redis) {
      this.redis = redis;
    }

    void start() {
      thread.start();
    }

    void end() {
      ended = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void pause() {
      try {
        while (!ended) {
          redis.signal("STOP");
          Thread.sleep(STOPPED);
          redis.signal("CONT");
          Thread.sleep(RUNNING);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
