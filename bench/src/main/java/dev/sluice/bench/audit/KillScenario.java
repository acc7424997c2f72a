package dev.sluice.bench.audit;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.ReportSection;
import dev.sluice.bench.process.SluiceServer;
import dev.sluice.e2e.process.ConditionWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A load on two policy servers that store decisions before they respond, while they and PostgreSQL
 * are killed. Afterwards each answered decision must have its row.
 */
record KillScenario(
    BenchReport report, RecordStack stack, int kills, int databaseKills, int decisions) {
  private static final String KILLS = "policy servers and PostgreSQL killed under load";
  private static final int TOKENS = 1_000;
  private static final int PER_SECOND = 3_000;
  private static final int SPREAD_MS = 1_000;
  private static final int PROGRESS = 10;
  private static final Random RANDOM = new Random();
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String PARKED =
      "select count(*) from audit_side_records where target = 'decision_events'";

  void run() {
    List<SluiceServer> servers = Stream.of("extauthz-1", "extauthz-2").map(this::server).toList();
    var checks = new NumberedChecks(stack.tokens(TOKENS));
    List<Integer> ports = servers.stream().map(SluiceServer::port).toList();
    var load = new FailoverLoad(ports, PER_SECOND, checks::next, checks::answered);
    try (load) {
      killAll(servers, checks);
    }
    awaitRows(servers);
    report.progress(KILLS + ": rows are counted");
    count(checks, load.retries());
    servers.forEach(server -> server.process().close());
  }

  private SluiceServer server(String name) {
    return stack.startServer(
        name,
        "dev",
        "{decisions: true, spool-dir: \"%s\", retry-max: 1s, %s}"
            .formatted(stack.group().home().resolve(name + "-spool"), stack.sink()),
        "0s");
  }

  private void killAll(List<SluiceServer> servers, NumberedChecks checks) {
    List<Runnable> victims =
        new ArrayList<>(
            Collections.nCopies(kills, () -> restart(servers.get(RANDOM.nextInt(servers.size())))));
    victims.addAll(Collections.nCopies(databaseKills, this::restartDatabase));
    Collections.shuffle(victims, RANDOM);
    long share = decisions / (victims.size() + 1);
    for (int i = 0; i < victims.size(); i++) {
      await(checks, (i + 1) * share);
      if (i % PROGRESS == 0) {
        report.progress(
            "%s: %d of %d kills, %,d decisions"
                .formatted(KILLS, i, victims.size(), checks.count()));
      }
      LoadPhase.pause(Duration.ofMillis(RANDOM.nextInt(SPREAD_MS)));
      victims.get(i).run();
    }
    await(checks, decisions);
  }

  /** Kills a server and starts it, without waiting until it is ready. */
  private static void restart(SluiceServer server) {
    server.process().kill();
    server.process().start();
  }

  private void restartDatabase() {
    stack.database().kill();
    stack.database().start();
  }

  private static void await(NumberedChecks checks, long count) {
    ConditionWait.awaitTrue(
        count + " decisions are answered", LIMIT, () -> checks.count() >= count);
  }

  private void awaitRows(List<SluiceServer> servers) {
    report.progress(KILLS + ": the spools are drained");
    for (SluiceServer server : servers) {
      server.process().awaitReady();
      ConditionWait.awaitTrue(
          "the spool is empty", LIMIT, () -> RecordStack.queueDepth(server.metrics()) == 0);
    }
    report.progress(KILLS + ": decisions get the rows of their exchanges");
    long stored = stack.number("select count(*) from decision_events");
    ConditionWait.becomesTrue(
        LIMIT,
        () -> {
          LoadPhase.pause(POLL);
          return stack.number("select count(*) from audit_events") >= stored;
        });
  }

  /** Compares the rows with the responses to callers. */
  private void count(NumberedChecks checks, long retries) {
    RowCoverage stored = RowCoverage.of(stack.database(), RowCoverage.DECISIONS);
    RowCoverage exchanges = RowCoverage.of(stack.database(), RowCoverage.EXCHANGES);
    BitSet unexpected = checks.unexpected();
    int wrong = RowCoverage.of(stack.database(), RowCoverage.UNAVAILABLE).missing(unexpected);
    Optional<String> faults = stack.chainFaults();
    faults.ifPresent(report::note);
    var section = new ReportSection.Builder(KILLS);
    row(section, "policy servers killed", kills);
    row(section, "PostgreSQL killed", databaseKills);
    row(section, "decisions answered", checks.count());
    row(section, "of them denied", checks.denied());
    row(section, "good ones turned away, 503", unexpected.cardinality() - wrong);
    row(section, "checks asked again", retries);
    row(section, "rows of decisions", stored.rows());
    row(section, "told twice, kept beside the table", stack.number(PARKED));
    mustBeZero(section, "answered decisions without a row", stored.missing(checks.answered()));
    mustBeZero(
        section,
        "decisions or exchanges with two rows",
        stored.duplicates() + exchanges.duplicates());
    mustBeZero(
        section, "decisions without the row of an exchange", exchanges.missing(stored.numbers()));
    mustBeZero(section, "good tokens refused, others let pass", wrong);
    mustBeZero(section, "chains with a fault", faults.isPresent() ? 1 : 0);
    report.add(section.build());
  }

  private void mustBeZero(ReportSection.Builder section, String name, long count) {
    row(section, name, count);
    report.check(name, count == 0, Long.toString(count));
  }

  private static void row(ReportSection.Builder section, String name, long count) {
    section.add(name, "Sluice", (double) count);
  }
}
