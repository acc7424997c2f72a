package dev.sluice.e2e;

import dev.sluice.common.testkit.Collector;
import dev.sluice.e2e.client.AuditReader;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An environment of its own whose traces go to a collector, and whose logs are as in production.
 */
final class ObservedStack implements AutoCloseable {
  private static final Path HOME = Folders.ofThisJvm("observed-stack");
  private static final Path LOGS = Folders.ofThisJvm("observed-logs");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Collector collector = new Collector();
  private final Stack stack;

  ObservedStack() {
    Folders.delete(LOGS);
    stack = new Stack(TestStack.settings(HOME, LOGS).observedBy(collector.address().port()));
    try {
      TestStack.start(stack);
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

  /** The lines of a server's log that have such a text, each of which must be JSON. */
  List<JsonNode> lines(ServerKind kind, String text) {
    try {
      return Files.readAllLines(stack.process(kind).log()).stream()
          .filter(line -> line.contains(text))
          .map(JSON::readTree)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stack.close();
    collector.close();
  }
}
