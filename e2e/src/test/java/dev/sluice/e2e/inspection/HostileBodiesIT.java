package dev.sluice.e2e.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.rows.ProviderTenant;
import dev.sluice.e2e.support.ControlPlaneState;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of hostile bodies. The sender gets a clear response, and the heap does not grow. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class HostileBodiesIT {
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final String OVERFLOW = "DLP_STREAM_BUFFER_OVERFLOW";
  private static final int BOMB = 120 << 20;
  private static final int DEEP = 100_000;
  private static final int CHANNELS = 10_000;

  /** A text of 100 MB in chunks. */
  private static final List<String> LONG = Collections.nCopies(1600, "x".repeat(1 << 16));

  private static final double MAY_GROW = 24 << 20;
  private static final String HOST = "hostile.dev.local.api.example.com";

  private final TestEnvironment sluice;
  private final RawHttpUpstream upstream = new RawHttpUpstream();
  private final ProviderTenant provider;
  private double before;

  HostileBodiesIT(TestEnvironment sluice) {
    this.sluice = sluice;
    provider = sluice.newProvider("hostile").setInspection("pre_and_incremental");
    provider.addProduct("hostile", upstream.port()).publishProduct("hostile", "dev", "default");
    ConditionWait.awaitTrue("the route is there", ControlPlaneState.LIMIT, this::served);
  }

  @AfterAll
  void close() {
    provider.close();
    upstream.close();
  }

  @BeforeEach
  void heapBefore() {
    before = sluice.extprocServerMetrics().heapBytes();
  }

  @AfterEach
  void heapIsFlat() {
    ConditionWait.awaitTrue(
        "all streams are over",
        ControlPlaneState.LIMIT,
        () -> metric("extproc_streams_active") == 0);
    assertEquals(0, metric("extproc_held_bytes"));
    double after = sluice.extprocServerMetrics().heapBytes();
    assertTrue(after < before + MAY_GROW, "heap before " + before + ", after " + after);
  }

  @Test
  void request_deepNesting() {
    for (String open : List.of("[", "{\"a\":")) {
      RawHttpMessage answer = ask(open.repeat(DEEP));
      assertEquals(400, answer.status());
      assertTrue(answer.text().contains("INVALID_BODY"), answer.text());
    }
  }

  @Test
  void response_deepNesting() {
    assertRefused(502, "INVALID_BODY", answer(JSON, List.of("[".repeat(DEEP))));
    String event = "data: " + "{\"a\":".repeat(DEEP) + "\n\n";
    assertEnded("INVALID_BODY", answer(EVENTS, List.of(event)));
  }

  @Test
  void response_long() {
    assertRefused(400, OVERFLOW, answer("text/plain", LONG));
    assertRefused(400, OVERFLOW, answer(JSON, behind("{\"a\":\"", LONG)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: ", "data: {\"a\":\"", ": ", "id: ", "data"})
  void event_withoutEnd(String start) {
    assertEnded(OVERFLOW, answer(EVENTS, behind(start, LONG)));
  }

  @Test
  void response_decompressionBomb() {
    List<String> bomb =
        List.of(
            new String(
                HttpContentEncoding.GZIP.encode(new byte[BOMB]), StandardCharsets.ISO_8859_1));
    upstream.respondWith(new ScriptedResponse("text/plain", "gzip", bomb, Map.of()));
    assertRefused(400, OVERFLOW, ask("{}"));
    upstream.respondWith(new ScriptedResponse(EVENTS, "gzip", bomb, Map.of()));
    RawHttpMessage answer = ask("{}");
    assertTrue(answer.whole() && answer.text().length() < 1_000, answer.text());
  }

  @Test
  void response_notUtf8_isMasked() {
    String text = "\u00ff\u00fe ann.example@example.com";
    RawHttpMessage answer = answer(JSON, List.of("{\"a\":\"" + text + "\"}"));
    assertEquals(200, answer.status());
    assertTrue(answer.text().endsWith(" [EMAIL]\"}"), answer.text());
    assertTrue(answer(EVENTS, List.of("data: " + text + "\n\n")).text().endsWith(" [EMAIL]\n\n"));
  }

  @Test
  void stream_manyTextChannels() {
    assertEnded(OVERFLOW, answer(EVENTS, deltas("ann.exa")));
    RawHttpMessage clean = answer(EVENTS, deltas("word "));
    assertEnded(OVERFLOW, clean);
    assertTrue(clean.text().startsWith(delta(0, "word ") + delta(1, "word ")));
  }

  private static void assertRefused(int status, String code, RawHttpMessage answer) {
    assertEquals(status, answer.status());
    assertTrue(answer.whole() && answer.text().contains(code), answer.toString());
  }

  /** Checks that the stream ended with an event that gives the reason. */
  private static void assertEnded(String code, RawHttpMessage answer) {
    assertEquals(200, answer.status());
    String event = "event: error\ndata: {\"code\":\"" + code + "\"";
    assertTrue(answer.whole() && answer.text().contains(event), answer.toString());
  }

  private double metric(String name) {
    return sluice.extprocMetric(name);
  }

  private boolean served() {
    try {
      return ask("{}").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private RawHttpMessage ask(String json) {
    try (RawHttpCall call = RawHttpCall.connect(provider.port())) {
      return call.post("/", Map.of("host", HOST, "content-type", "application/json"), json)
          .readResponse();
    }
  }

  private RawHttpMessage answer(String type, List<String> chunks) {
    upstream.respondWith(new ScriptedResponse(type, chunks, Map.of()));
    return ask("{}");
  }

  private static List<String> behind(String start, List<String> rest) {
    List<String> all = new ArrayList<>(rest);
    all.addFirst(start);
    return all;
  }

  private static List<String> deltas(String text) {
    return IntStream.range(0, CHANNELS).mapToObj(index -> delta(index, text)).toList();
  }

  private static String delta(int index, String text) {
    return "data: {\"choices\":[{\"index\":"
        + index
        + ",\"delta\":{\"content\":\""
        + text
        + "\"}}]}\n\n";
  }
}
