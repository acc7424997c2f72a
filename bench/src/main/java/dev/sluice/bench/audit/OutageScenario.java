package dev.sluice.bench.audit;

import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.process.BenchStack;
import dev.sluice.e2e.stack.SluiceStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A load of chats while PostgreSQL is stopped; every request must have its rows afterwards. */
record OutageScenario(BenchReport report, Duration outage) {
  private static final String OUTAGE = "PostgreSQL away, 100 chats a second";
  private static final int PER_SECOND = 100;
  private static final Duration WARM_UP = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  void run() throws IOException {
    Duration beside = outage.compareTo(LONGEST) < 0 ? outage : LONGEST;
    try (SluiceStack stack = BenchStack.start(Map.of())) {
      var rows = new ChatRowCheck(stack, report);
      var load = new ChatLoad(stack, PER_SECOND);
      List<LoadPhase> phases;
      try (load) {
        report.progress(OUTAGE + ": warm-up");
        load.during("warm-up", WARM_UP);
        report.progress(OUTAGE + ": before");
        LoadPhase before = load.during("before", beside);
        report.progress(OUTAGE + ": PostgreSQL is away");
        LoadPhase away = load.begin("away");
        stack.database().close();
        LoadPhase.pause(outage);
        report.progress(OUTAGE + ": PostgreSQL is back");
        LoadPhase back = load.begin("back");
        stack.database().start();
        rows.awaitDrained();
        report.progress(OUTAGE + ": after");
        phases = List.of(before, away, back, load.during("after", beside));
      }
      report.add(LoadPhase.section(OUTAGE, phases));
      rows.check("rows of that time", load);
    }
  }
}
