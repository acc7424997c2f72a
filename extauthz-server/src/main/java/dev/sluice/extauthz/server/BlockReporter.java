package dev.sluice.extauthz.server;

import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.common.report.ReportClient;
import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.server.CommonParts;
import dev.sluice.extauthz.block.BlockListener;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.block.BlockingSettings;
import dev.sluice.report.v1.BlockReport;
import dev.sluice.report.v1.BlockedNetwork;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporter of blocked clients: in the log, in metrics, and to the controller, which makes rows of
 * them for all servers. While the controller is away, blocks wait, and hold at this server.
 */
final class BlockReporter implements BlockListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BlockReporter.class);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 1_000;
  private static final int MOST_SENT = 100;

  /** A sender of reports. It throws if the report must be retried. */
  @FunctionalInterface
  interface BlockSender {
    void send(BlockReport report) throws ReportRejectedException;
  }

  private final Optional<BlockSender> controller;
  private final Counter enforced;
  private final Counter shadow;
  private final Counter unreported;
  private final BlockingQueue<BlockedNetwork> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<BlockedNetwork> unsent = new ArrayList<>();
  private final Backoff backoff = new Backoff(LOOK, LONGEST_PAUSE);
  private final RepeatingTask task = new RepeatingTask("block-reports", this::report);

  /** Creates a reporter; without a controller, blocks hold at this server alone. */
  BlockReporter(Optional<BlockSender> controller, MeterRegistry metrics) {
    this.controller = controller;
    this.enforced = metrics.counter("extauthz.address.blocks", "mode", "enforce");
    this.shadow = metrics.counter("extauthz.address.blocks", "mode", "shadow");
    this.unreported = metrics.counter("extauthz.address.blocks.unreported");
  }

  /** Starts a reporter. */
  static BlockReporter start(Optional<ReportClient> link, CommonParts common) {
    BlockReporter reporter =
        common.add(
            "block reports",
            new BlockReporter(link.map(client -> client::sendBlocks), common.metrics()));
    reporter.start();
    return reporter;
  }

  void start() {
    task.start(LOOK);
  }

  @Override
  public void onBlocked(CidrBlock network, BlockingSettings settings) {
    log.info(
        "{} {} for {} s after {} failed credentials",
        settings.shadow() ? "would block" : "blocked",
        network.text(),
        settings.blockFor().toSeconds(),
        settings.failures());
    (settings.shadow() ? shadow : enforced).increment();
    boolean reported =
        settings.shadow() || controller.isEmpty() || waiting.offer(block(network, settings));
    if (!reported) {
      unreported.increment();
    }
  }

  private static BlockedNetwork block(CidrBlock network, BlockingSettings settings) {
    return BlockedNetwork.newBuilder()
        .setCidr(network.text())
        .setSeconds(Math.toIntExact(settings.blockFor().toSeconds()))
        .setFailures(settings.failures())
        .build();
  }

  private Duration report() {
    waiting.drainTo(unsent, MOST_SENT - unsent.size());
    if (unsent.isEmpty() || controller.isEmpty()) {
      return LOOK;
    }
    try {
      controller.get().send(BlockReport.newBuilder().addAllBlocks(unsent).build());
      unsent.clear();
      backoff.reset();
      return LOOK;
    } catch (ReportRejectedException e) {
      log.debug("blocks are not reported yet ({})", e.getMessage());
      return backoff.next();
    }
  }

  @Override
  public void close() {
    task.close();
  }
}
