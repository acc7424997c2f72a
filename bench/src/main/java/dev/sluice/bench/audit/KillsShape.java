package dev.sluice.bench.audit;

import dev.sluice.bench.check.load.FailoverLoad;
import dev.sluice.bench.check.server.ExtAuthz;
import dev.sluice.bench.load.Loop;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.client.ServerMetrics;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ProcessFailedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Two policy servers that keep decisions before they answer, a load that goes to whichever is
 * there, and kills: afterwards each decision that was answered has its row.
 */
final class KillsShape {
  private static final int TOKENS = 1_000;
  private static final int PER_SECOND = 3_000;
  private static final int SPREAD_MS = 1_000;
  private static final int PROGRESS = 10;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private enum Victim {
    POLICY,
    DATABASE
  }

  private final AuditOptions options;
  private final ComparisonReport report;
  private final Random random = new Random();

  KillsShape(AuditOptions options, ComparisonReport report) {
    this.options = options;
    this.report = report;
  }

  void measure() throws IOException {
    try (RecordSite site = RecordSite.start(report::progress);
        var loop = new Loop();
        var threads = Executors.newSingleThreadExecutor()) {
      List<ExtAuthz> servers =
          Stream.of("extauthz-1", "extauthz-2").map(name -> server(site, name)).toList();
      var calls = new Calls(site.tokens(TOKENS));
      List<Integer> ports = servers.stream().map(ExtAuthz::port).toList();
      var load = new FailoverLoad(loop, ports, calls::next, calls::answered);
      var running = CompletableFuture.runAsync(() -> load.run(PER_SECOND), threads);
      try {
        killAll(site, servers, calls, running);
      } finally {
        load.stop();
      }
      end(running);
      settle(site, servers);
      report.progress(Names.KILLS + ": rows are counted");
      new KillsResult(options, report).tell(site, calls, load.again());
    }
  }

  private static ExtAuthz server(RecordSite site, String name) {
    return ExtAuthz.start(
        site.group(),
        new ExtAuthz.Settings(
            name,
            site.policy("dev"),
            "{decisions: true, spool-dir: \"%s\", retry-max: 1s, %s}"
                .formatted(site.group().home().resolve(name + "-spool"), site.sink()),
            "0s",
            List.of(),
            command -> command));
  }

  private void killAll(
      RecordSite site, List<ExtAuthz> servers, Calls calls, CompletableFuture<Void> running) {
    List<Victim> victims = new ArrayList<>(Collections.nCopies(options.kills(), Victim.POLICY));
    victims.addAll(Collections.nCopies(options.databaseKills(), Victim.DATABASE));
    Collections.shuffle(victims, random);
    long share = options.decisions() / (victims.size() + 1);
    for (int i = 0; i < victims.size(); i++) {
      await(calls, running, (i + 1) * share);
      if (i % PROGRESS == 0) {
        report.progress(
            "%s: %d of %d kills, %,d decisions"
                .formatted(Names.KILLS, i, victims.size(), calls.count()));
      }
      Pauses.pause(Duration.ofMillis(random.nextInt(SPREAD_MS)));
      switch (victims.get(i)) {
        case POLICY -> restart(servers.get(random.nextInt(servers.size())));
        case DATABASE -> {
          site.database().kill();
          site.database().start();
        }
      }
    }
    await(calls, running, options.decisions());
  }

  /** It may be killed again before it is ready. */
  private static void restart(ExtAuthz server) {
    server.process().kill();
    server.process().start();
  }

  private static void await(Calls calls, CompletableFuture<Void> running, long count) {
    ConditionWait.awaitTrue(
        count + " decisions are answered", LIMIT, () -> calls.count() >= count || running.isDone());
    if (running.isDone()) {
      end(running);
    }
  }

  private static void end(CompletableFuture<Void> running) {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw new ProcessFailedException("the load ended: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted", e);
    }
  }

  /** Waits until nothing is on its way any more. */
  private void settle(RecordSite site, List<ExtAuthz> servers) {
    report.progress(Names.KILLS + ": what is in the spools is delivered");
    for (ExtAuthz server : servers) {
      server.process().awaitReady();
      var figures = new ServerMetrics(server.process().pid(), server.ops());
      ConditionWait.awaitTrue(
          "the spool is empty", LIMIT, () -> figures.metric("audit_queue_depth", "") == 0);
    }
    report.progress(Names.KILLS + ": decisions get the rows of their exchanges");
    long decisions = site.number("select count(*) from decision_events");
    ConditionWait.becomesTrue(
        LIMIT,
        () -> {
          Pauses.pause(LOOK);
          return site.number("select count(*) from audit_events") >= decisions;
        });
  }
}
