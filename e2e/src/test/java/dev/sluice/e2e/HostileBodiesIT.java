package dev.sluice.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.Await;
import dev.sluice.e2e.raw.RawCall;
import dev.sluice.e2e.raw.RawMessage;
import dev.sluice.e2e.raw.RawUpstream;
import dev.sluice.e2e.raw.RawUpstream.Answer;
import dev.sluice.e2e.rows.Provider;
import dev.sluice.e2e.wire.WireCoding;
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

/** Bodies that are made to hurt: a clear end for who sent them, and the heap stays as it was. */
@ExtendWith(SluiceExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class HostileBodiesIT {
  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";
  private static final String OVERFLOW = "DLP_STREAM_BUFFER_OVERFLOW";
  private static final int BOMB = 120 << 20;
  private static final int DEEP = 100_000;
  private static final int CHANNELS = 10_000;

  /** 100 MB in pieces. */
  private static final List<String> LONG = Collections.nCopies(1600, "x".repeat(1 << 16));

  private static final double MAY_GROW = 24 << 20;
  private static final String HOST = "hostile.dev.local.api.example.com";

  private final Sluice sluice;
  private final RawUpstream upstream = new RawUpstream();
  private final Provider provider;
  private double before;

  HostileBodiesIT(Sluice sluice) {
    this.sluice = sluice;
    provider = sluice.provider("hostile").inspect("pre_and_incremental");
    provider.offer("hostile", upstream.port()).publish("hostile", "dev", "default");
    Await.until("the route is there", Proof.LIMIT, this::served);
  }

  @AfterAll
  void close() {
    provider.close();
    upstream.close();
  }

  @BeforeEach
  void heapBefore() {
    before = sluice.extproc().heap();
  }

  @AfterEach
  void heapIsFlat() {
    Await.until("all streams are over", Proof.LIMIT, () -> metric("extproc_streams_active") == 0);
    assertEquals(0, metric("extproc_held_bytes"));
    double after = sluice.extproc().heap();
    assertTrue(after < before + MAY_GROW, "heap before " + before + ", after " + after);
  }

  @Test
  void request_deep() {
    for (String open : List.of("[", "{\"a\":")) {
      RawMessage answer = ask(open.repeat(DEEP));
      assertEquals(400, answer.status());
      assertTrue(answer.text().contains("INVALID_BODY"), answer.text());
    }
  }

  @Test
  void answer_deep() {
    assertRefused(502, "INVALID_BODY", answer(JSON, List.of("[".repeat(DEEP))));
    String event = "data: " + "{\"a\":".repeat(DEEP) + "\n\n";
    assertEnded("INVALID_BODY", answer(EVENTS, List.of(event)));
  }

  @Test
  void answer_long() {
    assertRefused(400, OVERFLOW, answer("text/plain", LONG));
    assertRefused(400, OVERFLOW, answer(JSON, behind("{\"a\":\"", LONG)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: ", "data: {\"a\":\"", ": ", "id: ", "data"})
  void event_endless(String start) {
    assertEnded(OVERFLOW, answer(EVENTS, behind(start, LONG)));
  }

  @Test
  void answer_bomb() {
    List<String> bomb =
        List.of(new String(WireCoding.GZIP.encode(new byte[BOMB]), StandardCharsets.ISO_8859_1));
    upstream.answer(new Answer("text/plain", "gzip", bomb, Map.of()));
    assertRefused(400, OVERFLOW, ask("{}"));
    upstream.answer(new Answer(EVENTS, "gzip", bomb, Map.of()));
    RawMessage answer = ask("{}");
    assertTrue(answer.whole() && answer.text().length() < 1_000, answer.text());
  }

  @Test
  void answer_noUtf8_isMaskedAllTheSame() {
    String text = "\u00ff\u00fe ann.example@example.com";
    RawMessage answer = answer(JSON, List.of("{\"a\":\"" + text + "\"}"));
    assertEquals(200, answer.status());
    assertTrue(answer.text().endsWith(" [EMAIL]\"}"), answer.text());
    assertTrue(answer(EVENTS, List.of("data: " + text + "\n\n")).text().endsWith(" [EMAIL]\n\n"));
  }

  @Test
  void stream_ofManyTexts() {
    assertEnded(OVERFLOW, answer(EVENTS, deltas("ann.exa")));
    RawMessage clean = answer(EVENTS, deltas("word "));
    assertEnded(OVERFLOW, clean);
    assertTrue(clean.text().startsWith(delta(0, "word ") + delta(1, "word ")));
  }

  private static void assertRefused(int status, String code, RawMessage answer) {
    assertEquals(status, answer.status());
    assertTrue(answer.whole() && answer.text().contains(code), answer.toString());
  }

  /** The stream ended with an event that says why. */
  private static void assertEnded(String code, RawMessage answer) {
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

  private RawMessage ask(String json) {
    try (RawCall call = RawCall.to(provider.port())) {
      return call.post("/", Map.of("host", HOST, "content-type", "application/json"), json)
          .answer();
    }
  }

  private RawMessage answer(String type, List<String> chunks) {
    upstream.answer(new Answer(type, chunks, Map.of()));
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
