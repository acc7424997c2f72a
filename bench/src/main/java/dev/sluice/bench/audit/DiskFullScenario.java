package dev.sluice.bench.audit;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.process.BenchStack;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.process.SmallDisk;
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
 * A load of chats while the disk of the decisions is full: first of other files, then of decisions.
 * The servers must recover when there is space again.
 */
record DiskFullScenario(BenchReport report) {
  private static final String FULL = "disk full, 100 chats a second";
  private static final int PER_SECOND = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int SOME = 20;

  private static final int DISK_MIB = 6;

  /** A spool limit above the size of the disk. */
  private static final int SPOOL_MAX_MIB = 8;

  void run() throws IOException {
    try (SluiceStack stack = BenchStack.start(Map.of())) {
      Path spool = stack.settings().stateFolder("extauthz").resolve("decision-spool");
      ManagedProcess server = stack.process(ServerKind.EXTAUTHZ);
      server.signal("TERM");
      server.awaitExit(LIMIT);
      storeBeforeResponse(stack.settings());
      try (SmallDisk disk = SmallDisk.mount(spool, DISK_MIB)) {
        server.start();
        server.awaitReady();
        measure(stack, disk);
        server.kill();
      }
    } catch (MissingPrerequisiteException e) {
      report.note(FULL + " is not tried: " + e.getMessage());
    }
  }

  private static void storeBeforeResponse(StackSettings settings) throws IOException {
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
            .replace("decisions: true", "decisions: true\n  spool-max-mib: " + SPOOL_MAX_MIB));
  }

  private void measure(SluiceStack stack, SmallDisk disk) {
    List<LoadPhase> phases = new ArrayList<>();
    var load = new ChatLoad(stack, PER_SECOND);
    try (load) {
      report.progress(FULL + ": warm-up");
      load.during("warm-up", WARM_UP);
      phases.add(load.during("before", TIME));
      report.progress(FULL + ": filled by other files");
      disk.fill();
      phases.add(load.during("full", TIME));
      disk.free();
      phases.add(awaitRecovery(load, "freed"));
      report.progress(FULL + ": PostgreSQL is away, decisions fill it");
      stack.database().close();
      LoadPhase filling = load.begin("filling");
      ConditionWait.awaitTrue(
          "the disk is full", LIMIT, () -> filling.calls() - good(filling) > SOME);
      phases.add(filling);
      phases.add(load.during("full again", TIME));
      stack.database().start();
      phases.add(awaitRecovery(load, "drained"));
      report.progress(FULL + ": after");
      phases.add(load.during("after", TIME));
    }
    report.add(LoadPhase.section(FULL, phases));
    new ChatRowCheck(stack, report).check("rows of the time with a full disk", load);
  }

  private LoadPhase awaitRecovery(ChatLoad load, String title) {
    LoadPhase phase = load.begin(title);
    long start = System.nanoTime();
    ConditionWait.awaitTrue("calls succeed again", LIMIT, () -> good(phase) > SOME);
    report.note(
        "%s, %s: %d calls passed after %.1f s"
            .formatted(FULL, title, SOME, (System.nanoTime() - start) / 1e9));
    return phase;
  }

  private static int good(LoadPhase phase) {
    return phase.calls(ChatLoad.GOOD);
  }
}
