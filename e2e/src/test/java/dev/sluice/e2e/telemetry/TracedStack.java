package dev.sluice.e2e.telemetry;

import dev.sluice.common.testkit.FakeCollector;
import dev.sluice.e2e.TestStack;
import dev.sluice.e2e.client.AuditRowReader;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.SluiceStack;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A separate environment that sends traces to a collector and logs as in production. */
public final class TracedStack implements AutoCloseable {
  private static final Path HOME = TestFolders.ofThisJvm("observed-stack");
  private static final Path LOGS = TestFolders.ofThisJvm("observed-logs");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final FakeCollector collector = new FakeCollector();
  private final SluiceStack stack;

  public TracedStack() {
    TestFolders.delete(LOGS);
    stack =
        new SluiceStack(TestStack.settings(HOME, LOGS).withCollector(collector.address().port()));
    try {
      TestStack.start(stack);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public SluiceStack stack() {
    return stack;
  }

  public FakeCollector collector() {
    return collector;
  }

  GatewayClient anonymous() {
    return new TestEnvironment(stack).anonymous();
  }

  GatewayClient as(String role) {
    return new TestEnvironment(stack).withRole(role);
  }

  AuditRowReader audit() {
    return new TestEnvironment(stack).auditRows();
  }

  /** Returns the log lines of a server that contain a text. Each must be JSON. */
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
