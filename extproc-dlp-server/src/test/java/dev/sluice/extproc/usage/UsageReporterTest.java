package dev.sluice.extproc.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.audit.spool.Spool;
import dev.sluice.common.audit.spool.SpoolAppends;
import dev.sluice.common.audit.spool.SpoolConfig;
import dev.sluice.common.audit.spool.SpoolConfig.WhenFull;
import dev.sluice.common.audit.spool.SpoolRecord;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class UsageReporterTest {
  private static final int SEGMENT = 160_000;

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path directory;
  @TempDir Path elsewhere;

  private final FakeUsageReceiver controller = new FakeUsageReceiver();
  private SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Readiness readiness = new Readiness();

  @Test
  void report_records_sumsByDayAndVersion() throws Exception {
    try (Server server = new Server()) {
      server.take(
          UsageRecords.allowed(UsageRecords.DAY),
          UsageRecords.allowed(UsageRecords.DAY + 7),
          UsageRecords.ofNobody(UsageRecords.DAY));
      server.take(
          UsageRecords.denied(UsageRecords.DAY + 9), UsageRecords.allowed(UsageRecords.DAY - 1));
      Await.until(() -> controller.through() == 5);
    }
    assertEquals(
        new UsageSum(2, 0, 24, 68, UsageRecords.cost(2), UsageRecords.DAY + 7),
        controller.sum("20000 v"));
    assertEquals(1, controller.sum("20000").denied());
    assertEquals(UsageRecords.cost(1), controller.sum("19999 v").cost());
    assertEquals(4, controller.requests());
  }

  @Test
  void report_answersLost_countsOnce() throws Exception {
    controller.losesAnswers(true);
    try (Server server = new Server()) {
      for (int i = 0; i < 300; i++) {
        server.take(UsageRecords.allowed(UsageRecords.DAY));
      }
      controller.losesAnswers(false);
      Await.until(() -> controller.through() == 300);
    }
    assertEquals(300, controller.requests());
    assertEquals(0, UsageRecords.cost(300).compareTo(controller.cost()));
    assertOverlapsNowhere();
  }

  @Test
  void report_controllerAway_keepsSumsOnly() throws Exception {
    controller.away(true);
    try (Server server = new Server()) {
      for (int i = 0; i < 40; i++) {
        server.take(some(500));
        server.deliver();
        long sofar = 500L * (i + 1);
        Await.until(() -> metrics.get("usage.behind.records").gauge().value() == sofar);
      }
      assertTrue(server.segments() < 4, "of forty");
      assertTrue(Files.size(directory.resolve("usage")) < 5_000, "what waits is sums");
      assertTrue(note().startsWith("controller away (unknown), "), note());
      assertTrue(readiness.ready());
      controller.away(false);
      Await.until(() -> controller.through() == 20_000);
      Await.until(() -> note().equals("reports to the controller"));
    }
    assertEquals(20_000, controller.requests());
    assertEquals(0, metrics.counter("usage.missing.records").count());
    assertEquals(0, metrics.get("usage.behind.records").gauge().value());
    assertOverlapsNowhere();
  }

  @Test
  void restart_repeated_countsOnce() throws Exception {
    int all = 0;
    for (int i = 0; i < 12; i++) {
      controller.away(i % 3 == 1);
      controller.losesAnswers(i % 3 == 2);
      try (Server server = new Server()) {
        server.take(some(200));
        all += 200;
        if (i % 2 == 0) {
          server.deliver();
        }
      }
    }
    controller.away(false);
    controller.losesAnswers(false);
    long expected = all;
    try (Server _ = new Server()) {
      Await.until(() -> controller.through() == expected);
    }
    assertEquals(expected, controller.requests());
    assertOverlapsNowhere();
  }

  /** A copy of the folder at any moment is the state after a kill. */
  @Test
  void restart_folderOfAnyMoment_countsOnce() throws Exception {
    Map<Path, FakeUsageReceiver> moments = new LinkedHashMap<>();
    try (Server server = new Server()) {
      for (int i = 0; i < 20; i++) {
        server.take(some(50));
        controller.away(i > 5 && i < 12);
        controller.losesAnswers(i % 4 == 3);
        FakeUsageReceiver reached = controller.copy();
        moments.put(copy(directory, Files.createDirectory(elsewhere.resolve("kill" + i))), reached);
      }
    }
    for (Map.Entry<Path, FakeUsageReceiver> moment : moments.entrySet()) {
      FakeUsageReceiver reached = moment.getValue();
      try (Server server = new Server(moment.getKey(), reached)) {
        server.take(UsageRecords.denied(UsageRecords.DAY));
        Await.until(() -> reached.sum("20000").denied() == 1);
      }
      assertEquals(reached.through(), reached.requests(), () -> reached.reports().toString());
      assertEquals(0, UsageRecords.cost(reached.requests() - 1).compareTo(reached.cost()));
    }
  }

  @Test
  void restart_sumsLost_asksController() throws Exception {
    try (Server server = new Server()) {
      server.take(some(100));
      Await.until(() -> controller.through() == 100);
    }
    Files.delete(directory.resolve("usage"));
    controller.away(true);
    try (Server server = new Server()) {
      server.take(some(20));
    }
    controller.away(false);
    try (Server _ = new Server()) {
      Await.until(() -> controller.through() == 120);
    }
    assertEquals(120, controller.requests());
    assertTrue(
        controller.reports().contains("101-120 APPLIED"), () -> controller.reports().toString());
  }

  @Test
  void restart_sumsDamaged_asksController() throws Exception {
    try (Server server = new Server()) {
      server.take(some(100));
      Await.until(() -> controller.through() == 100);
    }
    Files.write(directory.resolve("usage"), new byte[] {1, 2, 3});
    warnings.expect("cannot be read");
    try (Server server = new Server()) {
      server.take(some(20));
      Await.until(() -> controller.through() == 120);
    }
    assertEquals(120, controller.requests());
  }

  @Test
  void restart_oldCopyOfSums_countsNothingTwice() throws Exception {
    controller.away(true);
    try (Server server = new Server()) {
      server.take(some(100));
    }
    byte[] old = Files.readAllBytes(directory.resolve("usage"));
    controller.away(false);
    try (Server server = new Server()) {
      server.take(some(100));
      Await.until(() -> controller.through() == 200);
      controller.away(true);
      server.take(some(50));
    }
    controller.away(false);
    Files.write(directory.resolve("usage"), old);
    warnings.expect("is dropped");
    try (Server _ = new Server()) {
      Await.until(() -> metrics.counter("usage.reports", "result", "overlapping").count() == 1);
    }
    assertEquals(200, controller.requests());
    assertEquals(50, metrics.counter("usage.missing.records").count());
  }

  private void assertOverlapsNowhere() {
    assertTrue(
        controller.reports().stream().noneMatch(reports -> reports.endsWith("OVERLAPPING")),
        () -> controller.reports().toString());
  }

  private static SpoolRecord[] some(int count) {
    return Stream.generate(() -> UsageRecords.allowed(UsageRecords.DAY))
        .limit(count)
        .toArray(SpoolRecord[]::new);
  }

  private static Path copy(Path from, Path to) throws IOException {
    // The sums are copied before the records, as if the records had arrived just before the kill.
    List<Path> files;
    try (Stream<Path> all = Files.list(from)) {
      files = all.filter(Files::isRegularFile).sorted().toList().reversed();
    }
    for (Path file : files) {
      try {
        Files.copy(
            file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
      } catch (NoSuchFileException e) {
        // The file was renamed or deleted meanwhile.
      }
    }
    return to;
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }

  /** A spool with both readers, one of which delivers on request. */
  private final class Server implements AutoCloseable {
    private final Path folder;
    private final Spool spool;
    private final UsageReporter usage;

    Server() throws IOException {
      this(directory, controller);
    }

    Server(Path folder, UsageReporter.UsageSender target) throws IOException {
      this.folder = folder;
      metrics = new SimpleMeterRegistry();
      UsageStateFile file = new UsageStateFile(folder);
      SpoolConfig config =
          new SpoolConfig(folder, 10L * SEGMENT, SEGMENT, WhenFull.BLOCK, Duration.ZERO);
      spool = Spool.open(config, file.position());
      usage =
          new UsageReporter(
                  spool.additionalReaders().getFirst(),
                  file,
                  spool.isNew(),
                  target,
                  Duration.ofMillis(5),
                  readiness.component("usage"),
                  metrics)
              .start();
    }

    void take(SpoolRecord... records) {
      Stream.of(records)
          .map(record -> SpoolAppends.append(spool, record))
          .toList()
          .forEach(answer -> answer.join());
    }

    void deliver() throws Exception {
      Spool.RecordBatch batch = spool.next(1_000, Duration.ZERO);
      while (!batch.isEmpty()) {
        spool.ack(batch);
        batch = spool.next(1_000, Duration.ZERO);
      }
    }

    long segments() {
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(file -> file.toString().endsWith(".spool")).count();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() throws IOException {
      usage.close();
      spool.close();
    }
  }
}
