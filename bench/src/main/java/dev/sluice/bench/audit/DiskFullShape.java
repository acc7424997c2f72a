package dev.sluice.bench.audit;

import dev.sluice.bench.Environments;
import dev.sluice.bench.report.ComparisonReport;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The disk of the decisions full, by others' files first, by the decisions themselves then: what
 * callers see, and that all goes on when there is room.
 */
record DiskFullShape(ComparisonReport report) {
  private static final int PER_SECOND = 100;
  private static final Duration RUN_IN = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int SOME = 20;

  /** More than the disk has, in segments of an eighth, which come free one by one. */
  private static final int MOST_MIB = 8;

  void measure() throws IOException {
    try (SluiceStack stack = Environments.start(Map.of())) {
      Path spool = stack.settings().stateFolder("extauthz").resolve("decision-spool");
      ManagedProcess server = stack.process(ServerKind.EXTAUTHZ);
      server.signal("TERM");
      server.awaitExit(LIMIT);
      keepBeforeAnswer(stack.settings());
      try (SmallDisk disk = SmallDisk.mount(spool)) {
        server.start();
        server.awaitReady();
        measure(stack, disk);
        server.kill();
      }
    } catch (MissingPrerequisiteException e) {
      report.note(Names.FULL + " is not tried: " + e.getMessage());
    }
  }

  private static void keepBeforeAnswer(StackSettings settings) throws IOException {
    Path policies = settings.root().policies();
    Path policy = settings.home().resolve("authz.yaml");
    Files.writeString(
        policy,
        Files.readString(policies.resolve("authz.yaml"))
            .replace("before-answer: [prod]", "before-answer: [dev, prod]"));
    Path config = settings.config(ServerKind.EXTAUTHZ.module());
    Files.writeString(
        config,
        Files.readString(config)
            .replace(policies.resolve("authz.yaml").toString(), policy.toString())
            .replace("decisions: true", "decisions: true\n  spool-max-mib: " + MOST_MIB));
  }

  private void measure(SluiceStack stack, SmallDisk disk) {
    List<Phase> phases = new ArrayList<>();
    var load = new ChatLoad(stack, PER_SECOND);
    try (load) {
      report.progress(Names.FULL + ": run-in");
      load.during("run-in", RUN_IN);
      phases.add(load.during(Names.BEFORE, TIME));
      report.progress(Names.FULL + ": filled by other files");
      disk.fill();
      phases.add(load.during("full", TIME));
      disk.free();
      phases.add(recovered(load, "freed"));
      report.progress(Names.FULL + ": PostgreSQL is away, decisions fill it");
      stack.database().close();
      Phase filling = load.begin("filling");
      ConditionWait.awaitTrue(
          "the disk is full", LIMIT, () -> filling.calls() - good(filling) > SOME);
      phases.add(filling);
      phases.add(load.during("full again", TIME));
      stack.database().start();
      phases.add(recovered(load, "drained"));
      report.progress(Names.FULL + ": after");
      phases.add(load.during(Names.AFTER, TIME));
    }
    report.add(new PhaseTable(Names.FULL, phases).section());
    new ChatRows(stack, report).tell(Names.FULL_ROWS, load);
  }

  /** Until calls pass again. */
  private Phase recovered(ChatLoad load, String title) {
    Phase phase = load.begin(title);
    long start = System.nanoTime();
    ConditionWait.awaitTrue("calls pass again", LIMIT, () -> good(phase) > SOME);
    report.note(
        "%s, %s: %d calls passed after %.1f s"
            .formatted(Names.FULL, title, SOME, (System.nanoTime() - start) / 1e9));
    return phase;
  }

  private static int good(Phase phase) {
    return phase.calls(ChatLoad.GOOD);
  }
}
