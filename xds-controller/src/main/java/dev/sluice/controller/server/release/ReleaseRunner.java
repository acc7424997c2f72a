package dev.sluice.controller.server.release;

import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.controller.release.ReleaseChange;
import dev.sluice.controller.release.ReleaseStatus;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.release.BackendStatsRepository;
import dev.sluice.controller.store.release.ReleaseEvent;
import dev.sluice.controller.store.release.ReleaseRepository;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner that advances releases each second. Several controllers may run one; each change is made
 * by one of them.
 */
public final class ReleaseRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReleaseRunner.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(5);
  private static final Duration KEPT = Duration.ofHours(2);

  private final ReleaseRepository releases;
  private final BackendStatsRepository stats;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final RepeatingTask task = new RepeatingTask("releases", this::attempt);
  private Instant pruneAt;
  private boolean failing;

  ReleaseRunner(Database database, InstantSource clock, MeterRegistry metrics) {
    this.releases = new ReleaseRepository(database);
    this.stats = new BackendStatsRepository(database);
    this.clock = clock;
    this.metrics = metrics;
    this.pruneAt = clock.instant();
    List.of(ReleaseStatus.COMPLETED, ReleaseStatus.ROLLED_BACK, ReleaseStatus.ABORTED)
        .forEach(this::ended);
  }

  public static ReleaseRunner start(Database database, InstantSource clock, MeterRegistry metrics) {
    ReleaseRunner runner = new ReleaseRunner(database, clock, metrics);
    runner.task.start(EVERY);
    return runner;
  }

  private Duration attempt() {
    try {
      advance();
      failing = false;
    } catch (DatabaseException e) {
      if (!failing) {
        log.warn("Releases are not advanced for now: {}", e.getMessage());
      }
      failing = true;
    }
    return EVERY;
  }

  /** Makes the next change of each release. */
  void advance() {
    Instant now = clock.instant();
    for (UUID id : releases.open()) {
      releases.advance(id, now).ifPresent(this::report);
    }
    if (!now.isBefore(pruneAt)) {
      pruneAt = now.plus(PRUNE_EVERY);
      stats.prune(now.minus(KEPT));
    }
  }

  private void report(ReleaseEvent event) {
    switch (event.change()) {
      case ReleaseChange.EnterStep(int step, int weight) ->
          log.info("Release {}: step {} with {} %", event.release(), step, weight);
      case ReleaseChange.Complete() -> {
        log.info("Release {} is complete", event.release());
        ended(ReleaseStatus.COMPLETED).increment();
      }
      case ReleaseChange.Return(ReleaseStatus status, String reason) -> {
        log.warn("Release {} ended, {}: {}", event.release(), text(status), reason);
        ended(status).increment();
      }
      case ReleaseChange.Wait _ -> {
        // Nothing has changed.
      }
    }
  }

  private Counter ended(ReleaseStatus status) {
    return metrics.counter("releases.ended", "status", text(status));
  }

  private static String text(ReleaseStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    task.close();
  }
}
