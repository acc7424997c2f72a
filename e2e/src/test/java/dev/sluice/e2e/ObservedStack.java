package dev.sluice.e2e;

import dev.sluice.common.testkit.Collector;
import dev.sluice.e2e.client.AuditReader;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.stack.Ports;
import dev.sluice.e2e.stack.Progress;
import dev.sluice.e2e.stack.Stack;
import dev.sluice.e2e.stack.StackSettings;
import java.nio.file.Path;

/**
 * An environment of its own whose traces go to a collector, and whose logs are as in production.
 */
final class ObservedStack implements AutoCloseable {
  private static final Path HOME = Path.of("target", "observed-stack");
  private static final Path LOGS = Path.of("target", "observed-logs");

  private final Collector collector = new Collector();
  private final Stack stack;

  ObservedStack() {
    Folders.delete(LOGS);
    stack =
        new Stack(
            StackSettings.of(HOME, LOGS, Ports.free()).observedBy(collector.address().port()));
    stack.endLeftovers();
    stack.database().endLeftover();
    Folders.delete(HOME);
    try {
      stack.start(Progress.SILENT);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Stack stack() {
    return stack;
  }

  Collector collector() {
    return collector;
  }

  GatewayClient anonymous() {
    return new Sluice(stack).anonymous();
  }

  GatewayClient as(String role) {
    return new Sluice(stack).as(role);
  }

  AuditReader audit() {
    return new Sluice(stack).audit();
  }

  @Override
  public void close() {
    stack.close();
    collector.close();
  }
}
