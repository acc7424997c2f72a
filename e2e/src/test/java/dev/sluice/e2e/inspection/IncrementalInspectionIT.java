package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.ScriptedProduct;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tests of event streams in both modes, by capability number. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class IncrementalInspectionIT {
  private static final String KEY = "AKIA" + "IOSFODNN7EXAMPLE";
  private static final String TOKEN = "Bearer 9f8e7d6c5b4a39281706f5e4d3c2b1a0zyxwvu";
  private static final int MOST_PIECES = 40;
  private static final int LARGE = (1 << 20) + 1;
  private static final int STREAMS = 100;
  private static final double MAY_GROW = 24 << 20;

  private final TestEnvironment sluice;
  private final ScriptedProduct incremental;

  IncrementalInspectionIT(TestEnvironment sluice) {
    this.sluice = sluice;
    incremental = new ScriptedProduct(sluice, "incremental", "pre_and_incremental");
  }

  @AfterAll
  void close() {
    incremental.close();
  }

  @Test
  @Tag("C-30")
  @DisplayName("C-30 by default streams are not inspected: what is in them passes")
  void c30_preOnly() {
    try (ScriptedProduct site = new ScriptedProduct(sluice, "c30", "pre_only")) {
      site.respondWithEvents(fiveEvents());
      RawHttpMessage answer = site.get("/", Map.of());
      assertEquals(String.join("", fiveEvents()), answer.text());
    }
  }

  @Test
  @Tag("C-30")
  @DisplayName("C-30 inspected as they run, they end in an error, without a byte of the secret")
  void c30_incremental() {
    incremental.respondWithEvents(fiveEvents());
    String id = TestEnvironment.uniqueId("c30");
    RawHttpMessage answer = incremental.get("/", Map.of("x-correlation-id", id));
    assertTrue(answer.whole());
    assertBlocked(answer.text(), "AKI");
    assertTrue(answer.text().startsWith(fiveEvents()[0] + fiveEvents()[1]), answer.text());
    var row = sluice.auditRows().awaitOne(id);
    assertEquals("block", row.column("dlp_action"));
    assertEquals("DLP_BLOCKED", row.column("error_code"));
    assertTrue(row.column("extra").contains("pre_and_incremental"), row.column("extra"));
  }

  @Test
  @Tag("C-31")
  @DisplayName("C-31 a secret in two deltas is found, wherever it is cut")
  void c31_everyCut() {
    for (int cut = 1; cut < KEY.length(); cut++) {
      assertFound(List.of(KEY.substring(0, cut), KEY.substring(cut)), "AKI");
    }
  }

  @Test
  @Tag("C-31")
  @DisplayName("C-31 a secret in 2 to 40 deltas is found")
  void c31_manyPieces() {
    var random = new Random(31);
    for (int pieces = 2; pieces <= MOST_PIECES; pieces++) {
      List<Integer> cuts = new ArrayList<>();
      random.ints(1, TOKEN.length()).distinct().limit(pieces - 1L).sorted().forEach(cuts::add);
      cuts.addFirst(0);
      cuts.add(TOKEN.length());
      List<String> deltas = new ArrayList<>();
      for (int i = 1; i < cuts.size(); i++) {
        deltas.add(TOKEN.substring(cuts.get(i - 1), cuts.get(i)));
      }
      assertFound(deltas, "9f8e");
    }
  }

  @Test
  @Tag("C-32")
  @DisplayName("C-32 an event that is larger than may be held ends its stream; memory stays flat")
  void c32_overflow() {
    String large = "data: {\"a\":\"" + "x".repeat(LARGE) + "\"}\n\n";
    incremental.respondWithEvents(BodyModeEnvoy.delta("ok "), large, BodyModeEnvoy.delta("more"));
    double before = sluice.extprocServerMetrics().heapBytes();
    for (int i = 0; i < STREAMS; i++) {
      String text = incremental.get("/", Map.of()).text();
      assertTrue(text.startsWith(BodyModeEnvoy.delta("ok ")), text);
      assertTrue(text.contains("event: error\ndata: {\"code\":\"DLP_STREAM_BUFFER_OVERFLOW\""));
      assertFalse(text.contains("more"));
    }
    ConditionWait.awaitTrue(
        "nothing is held",
        ControlPlaneState.LIMIT,
        () -> sluice.extprocMetric("extproc_held_bytes") == 0);
    double after = sluice.extprocServerMetrics().heapBytes();
    assertTrue(after < before + MAY_GROW, "heap before " + before + ", after " + after);
  }

  private void assertFound(List<String> deltas, String beginning) {
    List<String> events = new ArrayList<>();
    events.add(BodyModeEnvoy.delta("the value is "));
    deltas.forEach(delta -> events.add(BodyModeEnvoy.delta(delta)));
    events.add(BodyModeEnvoy.delta(" as you know"));
    incremental.respondWithEvents(events.toArray(String[]::new));
    String text = incremental.get("/", Map.of()).text();
    assertTrue(text.startsWith(events.getFirst()), () -> deltas + " " + text);
    assertBlocked(text, beginning);
    assertFalse(text.contains("as you know"), text);
  }

  private static void assertBlocked(String text, String beginning) {
    assertTrue(text.contains("event: error\ndata: {\"code\":\"DLP_BLOCKED\""), text);
    assertFalse(text.contains("[DONE]"), text);
    assertFalse(text.contains(beginning), text);
  }

  private static String[] fiveEvents() {
    return new String[] {
      BodyModeEnvoy.delta("one "),
      BodyModeEnvoy.delta("two "),
      BodyModeEnvoy.delta("three "),
      BodyModeEnvoy.delta("four "),
      BodyModeEnvoy.delta("the key is " + KEY),
      "data: [DONE]\n\n"
    };
  }
}
