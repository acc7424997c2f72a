package dev.sluice.controller.server.agent;

import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.DatabaseException;
import dev.sluice.controller.store.agent.CommandReconciler;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A runner that reconciles the commands of agents with the rows. */
public final class CommandRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandRunner.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final CommandReconciler reconciler;
  private final MeterRegistry metrics;
  private final RepeatingTask task = new RepeatingTask("agent commands", this::attempt);
  private final Map<String, Long> depths = new ConcurrentHashMap<>();
  private boolean failing;

  private CommandRunner(Database database, MeterRegistry metrics) {
    this.reconciler = new CommandReconciler(database);
    this.metrics = metrics;
  }

  public static CommandRunner start(Database database, MeterRegistry metrics) {
    CommandRunner runner = new CommandRunner(database, metrics);
    runner.task.start(EVERY);
    return runner;
  }

  private Duration attempt() {
    long start = System.nanoTime();
    try {
      int _ = reconciler.reconcile();
      report(reconciler.depths());
      failing = false;
    } catch (DatabaseException e) {
      if (!failing) {
        log.warn("Commands of agents are not written for now: {}", e.getMessage());
      }
      failing = true;
    }
    // A slow pass over many publishes uses at most a tenth of the time.
    Duration pause = Duration.ofNanos(9 * (System.nanoTime() - start));
    return pause.compareTo(EVERY) > 0 ? pause : EVERY;
  }

  private void report(Map<String, Long> now) {
    depths.replaceAll((cluster, _) -> now.getOrDefault(cluster, 0L));
    now.forEach((cluster, depth) -> {
      if (depths.put(cluster, depth) == null) {
        Gauge.builder("agent.command.queue.depth", () -> depths.getOrDefault(cluster, 0L))
            .tag("cluster", cluster)
            .register(metrics);
      }
    });
  }

  @Override
  public void close() {
    task.close();
  }
}
