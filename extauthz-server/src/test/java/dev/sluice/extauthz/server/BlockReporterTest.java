package dev.sluice.extauthz.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.report.ReportRejectedException;
import dev.sluice.common.testkit.Await;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.address.IpAddress;
import dev.sluice.extauthz.policy.address.IpAddressSet;
import dev.sluice.extauthz.policy.block.BlockingSettings;
import dev.sluice.report.v1.BlockReport;
import dev.sluice.report.v1.BlockedNetwork;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlockReporterTest {
  private static final CidrBlock NETWORK =
      CidrBlock.around(IpAddress.parse("203.0.113.7").orElseThrow(), 128);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> reported = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();

  @Test
  void onBlocked_controllerAway_isReportedLater() {
    failures.set(1);
    try (BlockReporter reporter = new BlockReporter(Optional.of(this::send), metrics)) {
      reporter.onBlocked(NETWORK, settings(false));
      reporter.start();
      Await.until(() -> !reported.isEmpty());
    }
    assertEquals(List.of("203.0.113.7/32 600 50"), reported);
    assertEquals(1, blocks("enforce"));
  }

  @Test
  void onBlocked_shadow_isOnlyCounted() {
    try (BlockReporter reporter = new BlockReporter(Optional.of(this::send), metrics)) {
      reporter.onBlocked(NETWORK, settings(true));
      reporter.onBlocked(NETWORK, settings(false));
      reporter.start();
      Await.until(() -> !reported.isEmpty());
    }
    assertEquals(1, reported.size());
    assertEquals(1, blocks("shadow"));
  }

  @Test
  void onBlocked_queueFull_isCounted() {
    try (BlockReporter reporter = new BlockReporter(Optional.of(this::send), metrics)) {
      for (int i = 0; i < 1_001; i++) {
        reporter.onBlocked(NETWORK, settings(false));
      }
      reporter.start();
    }
    assertEquals(1, metrics.get("extauthz.address.blocks.unreported").counter().count());
  }

  private void send(BlockReport report) throws ReportRejectedException {
    if (failures.getAndDecrement() > 0) {
      throw new ReportRejectedException("away");
    }
    for (BlockedNetwork block : report.getBlocksList()) {
      reported.add(block.getCidr() + " " + block.getSeconds() + " " + block.getFailures());
    }
  }

  private double blocks(String mode) {
    return metrics.get("extauthz.address.blocks").tag("mode", mode).counter().count();
  }

  private static BlockingSettings settings(boolean shadow) {
    return new BlockingSettings(
        50, Duration.ofSeconds(60), Duration.ofMinutes(10), shadow, new IpAddressSet(List.of()));
  }
}
