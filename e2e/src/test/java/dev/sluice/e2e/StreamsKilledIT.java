package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ServerKind;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.stack.Port;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Masked streams whose inspection dies, hangs, or is told to stop: cut, and nothing leaks. */
@ExtendWith(SluiceExtension.class)
final class StreamsKilledIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int STREAMS = 200;
  private static final int FEW = 20;
  private static final int IDLE_MILLIS = 2_000;
  private static final String HOST = "hangs-in.dev.local.api.example.com";

  private final Sluice sluice;

  StreamsKilledIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @Test
  void extprocKilled_everyStreamIsCut() {
    Map<String, String> token =
        Map.of("authorization", "Bearer " + sluice.stack().issuer().token("viewer"));
    try (RecordStreams streams =
        new RecordStreams(STREAMS, sluice.stack().ports().of(Port.GATEWAY), token)) {
      streams.awaitMasks();
      extproc().kill();
      streams.awaitEnd();
      streams.assertCutWithoutALeak();
    } finally {
      restart();
    }
    assertServes(() -> sluice.as("viewer").post(Sluice.CHAT, Sluice.prompt("ping")));
  }

  /** Streams that do not end by themselves are cut with an error when the drain is over. */
  @Test
  void extprocStopped_everyStreamIsCut() {
    Map<String, String> token =
        Map.of("authorization", "Bearer " + sluice.stack().issuer().token("viewer"));
    try (RecordStreams streams =
        new RecordStreams(FEW, sluice.stack().ports().of(Port.GATEWAY), token)) {
      streams.awaitMasks();
      extproc().signal("TERM");
      streams.awaitEnd();
      streams.assertCutWithoutALeak();
      assertEquals(0, extproc().awaitExit(LIMIT));
    } finally {
      restart();
    }
    assertServes(() -> sluice.as("viewer").post(Sluice.CHAT, Sluice.prompt("ping")));
  }

  @Test
  void extprocHangs_cutByTheIdleTimeout() {
    int chat = sluice.stack().ports().of(Port.CHAT);
    try (Provider inspected = sluice.provider("hangs-inspected").inspect("pre_and_incremental");
        Provider other = sluice.provider("hangs-other")) {
      inspected.offer("hangs-in", chat).publish("hangs-in", "dev", "default");
      other.offer("hangs-out", chat).publish("hangs-out", "dev", "default");
      sluice
          .rows()
          .execute("update routes set idle_timeout_ms = ? where name = 'hangs-in'", IDLE_MILLIS);
      GatewayClient in = sluice.at(inspected.port(), HOST);
      GatewayClient out = sluice.at(other.port(), "hangs-out.dev.local.api.example.com");
      assertServes(() -> in.post(Sluice.CHAT, Sluice.prompt("ping")));
      assertServes(() -> out.post(Sluice.CHAT, Sluice.prompt("ping")));
      try (RecordStreams streams = new RecordStreams(FEW, inspected.port(), Map.of("host", HOST))) {
        streams.awaitMasks();
        long before = sluice.stack().chat().count();
        extproc().signal("STOP");
        streams.awaitEnd();
        streams.assertCutWithoutALeak();
        Answer hanging = in.post(Sluice.CHAT, Sluice.prompt("ping"));
        assertEquals(504, hanging.status(), hanging.body());
        assertEquals(before, sluice.stack().chat().count());
        assertEquals(200, out.post(Sluice.CHAT, Sluice.prompt("ping")).status());
      } finally {
        extproc().signal("CONT");
      }
      assertServes(() -> in.post(Sluice.CHAT, Sluice.prompt("ping")));
    }
  }

  private ManagedProcess extproc() {
    return sluice.stack().process(ServerKind.EXTPROC);
  }

  private void restart() {
    if (!extproc().alive()) {
      extproc().start();
    }
    extproc().awaitReady();
  }

  private static void assertServes(Supplier<Answer> call) {
    Await.until("calls are served", LIMIT, () -> serves(call));
  }

  /** A listener that is new may not be there yet. */
  private static boolean serves(Supplier<Answer> call) {
    try {
      return call.get().status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
