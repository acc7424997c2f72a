package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.stack.ServerWatch;
import dev.sluice.e2e.stack.StartProgressListener;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of the demo's server watch: a server that ends is reported at once, restarted, and
 * serves again.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class ServerWatchIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  private final TestEnvironment sluice;

  ServerWatchIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void watch_killedServer_servesAgain() {
    Reports reports = new Reports();
    try (ServerWatch _ = sluice.stack().watch(reports)) {
      sluice.stack().process(ServerKind.EXTAUTHZ).signal("KILL");
      ConditionWait.awaitTrue("the end is reported", AT_ONCE, () -> !reports.lines.isEmpty());
      ConditionWait.awaitTrue("the return is reported", LIMIT, () -> reports.lines.size() == 2);
      ConditionWait.awaitTrue(
          "requests are allowed again",
          LIMIT,
          () ->
              sluice
                      .withRole("viewer")
                      .post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"))
                      .status()
                  == 200);
    }
    assertEquals("extauthz-server ended with exit code 137", reports.lines.getFirst());
    assertTrue(reports.lines.getLast().equals("extauthz-server is back"), reports.lines::toString);
  }

  private static final class Reports implements StartProgressListener {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void onReady(String part, String where, Duration took) {}

    @Override
    public void ended(String part, String where, String how, Path log) {
      lines.add(part + " " + how);
    }

    @Override
    public void back(String part, String where, Duration took) {
      lines.add(part + " is back");
    }
  }
}
