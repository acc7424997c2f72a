package dev.sluice.controller.server.defence;

import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.controller.distress.DistressChange;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.distress.DistressEvent;
import dev.sluice.controller.store.distress.DistressRepository;
import dev.sluice.controller.store.distress.RouteTotalsRepository;
import dev.sluice.controller.store.report.AutoBlockRepository;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runner that each second changes the factors of routes in distress and ends automatic address
 * blocks. Several controllers may run one; each change is made by one of them.
 */
public final class DefenceRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DefenceRunner.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final String TIGHTENED = "tightened";
  private static final String LOOSENED = "loosened";
  private static final String ENDED = "ended";

  private final WatchedRoutes watched;
  private final DistressRepository routes;
  private final RouteTotalsRepository totals;
  private final AutoBlockRepository blocks;
  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final RepeatingTask task = new RepeatingTask("defence", this::attempt);
  private Instant pruneAt;
  private boolean failing;

  DefenceRunner(
      WatchedRoutes watched, Database database, InstantSource clock, MeterRegistry metrics) {
    this.watched = watched;
    this.routes = new DistressRepository(database);
    this.totals = new RouteTotalsRepository(database);
    this.blocks = new AutoBlockRepository(database);
    this.clock = clock;
    this.metrics = metrics;
    this.pruneAt = clock.instant();
    List.of(TIGHTENED, LOOSENED, ENDED).forEach(this::changes);
  }

  /** Starts a runner for these routes. */
  public static DefenceRunner start(
      WatchedRoutes watched, Database database, InstantSource clock, MeterRegistry metrics) {
    DefenceRunner runner = new DefenceRunner(watched, database, clock, metrics);
    runner.task.start(EVERY);
    return runner;
  }

  private Duration attempt() {
    try {
      advance();
      failing = false;
    } catch (DatabaseException e) {
      if (!failing) {
        log.warn("Routes are not judged for now: {}", e.getMessage());
      }
      failing = true;
    }
    return EVERY;
  }

  /** Makes the next change of each route, and ends blocks. */
  void advance() {
    Instant now = clock.instant();
    watched.current().ifPresent(current -> routes.advance(current, now).forEach(this::report));
    int _ = blocks.end();
    if (!now.isBefore(pruneAt)) {
      pruneAt = now.plus(PRUNE_EVERY);
      totals.prune(now.minus(KEPT));
    }
  }

  private void report(DistressEvent event) {
    switch (event.change()) {
      case DistressChange.Tighten(double factor, String reason) -> {
        log.warn("Limits of {} have the factor {}: {}", event.route(), factor, reason);
        changes(TIGHTENED).increment();
      }
      case DistressChange.Loosen(double factor, String reason) -> {
        log.info("Limits of {} have the factor {}: {}", event.route(), factor, reason);
        changes(LOOSENED).increment();
      }
      case DistressChange.End(String reason) -> {
        log.info("Limits of {} are the usual ones: {}", event.route(), reason);
        changes(ENDED).increment();
      }
      case DistressChange.Keep() -> {
        // Nothing has changed.
      }
    }
  }

  private Counter changes(String change) {
    return metrics.counter("distress.changes", "change", change);
  }

  @Override
  public void close() {
    task.close();
  }
}
