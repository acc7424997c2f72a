package dev.sluice.e2e.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of masked streams whose inspection is killed, hangs, or stops. Streams are cut, and
 * nothing leaks.
 */
@ExtendWith(TestEnvironmentExtension.class)
final class ExtProcKilledIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int STREAMS = 200;
  private static final int FEW = 20;
  private static final int IDLE_MILLIS = 2_000;
  private static final String HOST = "hangs-in.dev.local.api.example.com";

  private final TestEnvironment sluice;

  ExtProcKilledIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @Test
  void extprocKilled_everyStreamIsCut() {
    Map<String, String> token =
        Map.of("authorization", "Bearer " + sluice.stack().issuer().token("viewer"));
    try (MaskedStreamReaders streams =
        new MaskedStreamReaders(STREAMS, sluice.stack().ports().of(StackPort.GATEWAY), token)) {
      streams.awaitMasks();
      extproc().kill();
      streams.awaitEnd();
      streams.assertCutWithoutALeak();
    } finally {
      restart();
    }
    assertServes(
        () -> sluice.withRole("viewer").post(TestEnvironment.CHAT, TestEnvironment.prompt("ping")));
  }

  /** Checks that streams that do not end by themselves are cut at the end of the drain. */
  @Test
  void extprocStopped_everyStreamIsCut() {
    Map<String, String> token =
        Map.of("authorization", "Bearer " + sluice.stack().issuer().token("viewer"));
    try (MaskedStreamReaders streams =
        new MaskedStreamReaders(FEW, sluice.stack().ports().of(StackPort.GATEWAY), token)) {
      streams.awaitMasks();
      extproc().signal("TERM");
      streams.awaitEnd();
      streams.assertCutWithoutALeak();
      assertEquals(0, extproc().awaitExit(LIMIT));
    } finally {
      restart();
    }
    assertServes(
        () -> sluice.withRole("viewer").post(TestEnvironment.CHAT, TestEnvironment.prompt("ping")));
  }

  @Test
  void extprocHangs_cutByIdleTimeout() {
    int chat = sluice.stack().ports().of(StackPort.CHAT);
    try (ProviderTenant inspected =
            sluice.newProvider("hangs-inspected").setInspection("pre_and_incremental");
        ProviderTenant other = sluice.newProvider("hangs-other")) {
      inspected.addProduct("hangs-in", chat).publishProduct("hangs-in", "dev", "default");
      other.addProduct("hangs-out", chat).publishProduct("hangs-out", "dev", "default");
      sluice
          .sql()
          .execute("update routes set idle_timeout_ms = ? where name = 'hangs-in'", IDLE_MILLIS);
      GatewayClient in = sluice.atHost(inspected.port(), HOST);
      GatewayClient out = sluice.atHost(other.port(), "hangs-out.dev.local.api.example.com");
      assertServes(() -> in.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping")));
      assertServes(() -> out.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping")));
      try (MaskedStreamReaders streams =
          new MaskedStreamReaders(FEW, inspected.port(), Map.of("host", HOST))) {
        streams.awaitMasks();
        long before = sluice.stack().chat().requestCount();
        extproc().signal("STOP");
        streams.awaitEnd();
        streams.assertCutWithoutALeak();
        GatewayResponse hanging = in.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping"));
        assertEquals(504, hanging.status(), hanging.body());
        assertEquals(before, sluice.stack().chat().requestCount());
        assertEquals(200, out.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping")).status());
      } finally {
        extproc().signal("CONT");
      }
      assertServes(() -> in.post(TestEnvironment.CHAT, TestEnvironment.prompt("ping")));
    }
  }

  private ManagedProcess extproc() {
    return sluice.stack().process(ServerKind.EXTPROC);
  }

  private void restart() {
    if (!extproc().isAlive()) {
      extproc().start();
    }
    extproc().awaitReady();
  }

  private static void assertServes(Supplier<GatewayResponse> call) {
    ConditionWait.awaitTrue("calls are served", LIMIT, () -> serves(call));
  }

  /** Returns true if the call succeeds. A new listener may not be ready yet. */
  private static boolean serves(Supplier<GatewayResponse> call) {
    try {
      return call.get().status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
