package dev.sluice.bench.audit;

import static dev.sluice.bench.frame.FigureRow.added;
import static dev.sluice.bench.frame.FigureRow.addedBy;
import static dev.sluice.bench.frame.FigureRow.figure;

import dev.sluice.bench.check.CheckLoad;
import dev.sluice.bench.check.CheckTraffic;
import dev.sluice.bench.check.fixture.CheckMessages;
import dev.sluice.bench.check.fixture.IssuerAlgorithm;
import dev.sluice.bench.frame.BenchReport;
import dev.sluice.bench.frame.BenchScenario;
import dev.sluice.bench.frame.BenchVariant;
import dev.sluice.bench.frame.FigureRow;
import dev.sluice.bench.frame.RoundOptions;
import dev.sluice.bench.frame.ScenarioRunner;
import dev.sluice.bench.load.CpuUsage.CpuMeter;
import dev.sluice.bench.load.EventLoop;
import dev.sluice.bench.load.MeasuredValues;
import dev.sluice.bench.process.SluiceServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** The latency of a check that waits for the disk, compared with the disk alone. */
record CostScenario(BenchReport report, RecordStack stack, RoundOptions options) {
  private static final String COST = "5,000 checks a second, decisions written down";
  private static final int TOKENS = 1_000;
  private static final int PER_SECOND = 5_000;
  private static final int IN_FLIGHT = 32;

  /** The number of checks, and so of records, in each millisecond. */
  private static final int TOGETHER = 5;

  private static final long PAUSE = 1_000_000;
  private static final int WARM_UP_CHECKS = 300_000;
  private static final List<FigureRow<RecordTiming, MeasuredValues>> ROWS =
      List.of(
          figure("p50, ms", latencies -> latencies.millis(0.5)),
          figure("p99, ms", CostScenario::p99),
          added(RecordTiming.NONE, RecordTiming::stores, "added p99, ms", CostScenario::p99),
          addedBy(
              RecordTiming.NONE,
              RecordTiming.DISK,
              RecordTiming::stores,
              "added p99 by that of fdatasync",
              CostScenario::p99),
          addedBy(
              RecordTiming.NONE,
              RecordTiming.PACED_DISK,
              RecordTiming::stores,
              "added p99 by that of the paced",
              CostScenario::p99));

  void run() {
    Map<RecordTiming, SluiceServer> servers = new EnumMap<>(RecordTiming.class);
    Arrays.stream(RecordTiming.values())
        .filter(RecordTiming::isServer)
        .forEach(timing -> servers.put(timing, server(timing)));
    try (var loop = new EventLoop()) {
      List<byte[]> messages = CheckMessages.of(IssuerAlgorithm.ES256, stack.tokens(TOKENS));
      servers.forEach((timing, server) -> {
        report.progress(COST + ": warm-up of " + timing.title());
        new CheckLoad(loop, IN_FLIGHT)
            .warmUp(
                server.port(),
                List.of(CheckTraffic.repeating(messages, true)),
                WARM_UP_CHECKS,
                options.warmUp());
      });
      var load = new CheckLoad(loop, 1);
      var disk = new DiskSync(stack.group().home());
      var paced = CheckTraffic.repeating(messages, true).paced(PER_SECOND);
      new ScenarioRunner(report, options, () -> {})
          .run(
              new BenchScenario<>(
                  COST,
                  List.of(RecordTiming.values()),
                  (timing, time) ->
                      switch (timing) {
                        case DISK -> disk.measure(time, 1, 0);
                        case PACED_DISK -> disk.measure(time, TOGETHER, PAUSE);
                        case NONE, AFTER, BEFORE -> {
                          int port = Objects.requireNonNull(servers.get(timing)).port();
                          yield load.run(port, paced, time, CpuMeter.NONE).latencies();
                        }
                      },
                  ROWS));
    }
    servers.values().forEach(server -> server.process().close());
  }

  private static double p99(MeasuredValues latencies) {
    return latencies.millis(0.99);
  }

  private SluiceServer server(RecordTiming timing) {
    String name = "extauthz-" + timing.name().toLowerCase(Locale.ROOT);
    return stack.startServer(
        name,
        timing == RecordTiming.BEFORE ? "dev" : "prod",
        "{decisions: %s, spool-dir: \"%s\"}"
            .formatted(timing != RecordTiming.NONE, stack.group().home().resolve(name + "-spool")),
        "2s");
  }

  /** The time at which a server stores decisions; two values measure the disk alone. */
  private enum RecordTiming implements BenchVariant {
    DISK("fdatasync"),
    PACED_DISK("fdatasync, paced"),
    NONE("not at all"),
    AFTER("after"),
    BEFORE("before");

    private final String title;

    RecordTiming(String title) {
      this.title = title;
    }

    @Override
    public String title() {
      return title;
    }

    /** Returns whether a server stores decisions. */
    boolean stores() {
      return this == AFTER || this == BEFORE;
    }

    /** Returns whether the variant is a server, not the disk alone. */
    boolean isServer() {
      return this != DISK && this != PACED_DISK;
    }

    @Override
    public boolean isJvm() {
      return isServer();
    }
  }

  /** The latency of an append and a sync on the disk of a folder. */
  private record DiskSync(Path folder) {
    private static final int RECORD = 1_200;

    /** Appends records, syncs and pauses repeatedly; returns the nanoseconds without pauses. */
    MeasuredValues measure(Duration time, int records, long pauseNanos) {
      var samples = new MeasuredValues();
      var batch = ByteBuffer.allocateDirect(records * RECORD);
      Path file = folder.resolve("fdatasync");
      try (var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND,
              StandardOpenOption.DELETE_ON_CLOSE)) {
        long end = System.nanoTime() + time.toNanos();
        for (long now = System.nanoTime(); now - end < 0; ) {
          channel.write(batch.rewind());
          channel.force(false);
          samples.add(System.nanoTime() - now);
          if (pauseNanos > 0) {
            LockSupport.parkNanos(pauseNanos);
          }
          now = System.nanoTime();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return samples;
    }
  }
}
