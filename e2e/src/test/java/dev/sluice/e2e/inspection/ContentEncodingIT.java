package dev.sluice.e2e.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.GatewayResponse;
import dev.sluice.e2e.client.StreamedResponse;
import dev.sluice.e2e.client.StreamedResponse.StreamEvent;
import dev.sluice.e2e.stub.RecordedRequest;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The tests of content encodings through Envoy. */
@ExtendWith(TestEnvironmentExtension.class)
final class ContentEncodingIT {
  private static final String RECORD = "Read me the " + StubCompletions.RECORD_PROMPT + ".";
  private static final int CUTS = Sweep.of(100, 1_000);
  private static final int READERS = 8;
  private static final int BOMB = 64 << 20;

  private final TestEnvironment sluice;

  ContentEncodingIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void request_clean_keepsItsEncoding(HttpContentEncoding coding) {
    String prompt = TestEnvironment.prompt("ping");
    GatewayResponse answer = post(coding.token(), coding.encode(prompt.getBytes(UTF_8)));
    assertEquals(200, answer.status(), answer.body());
    RecordedRequest seen = sluice.stack().chat().lastRequest().orElseThrow();
    assertEquals(coding.token(), seen.header("content-encoding").orElseThrow());
    assertEquals(prompt, seen.body());
  }

  @ParameterizedTest
  @EnumSource
  void request_withSecret_isBlocked(HttpContentEncoding coding) {
    long before = sluice.stack().chat().requestCount();
    byte[] body = coding.encode(TestEnvironment.blockedPrompt().getBytes(UTF_8));
    assertRefused(400, "DLP_BLOCKED", post(coding.token(), body));
    assertEquals(before, sluice.stack().chat().requestCount());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void request_decompressionBomb_isRejected(HttpContentEncoding coding) {
    long before = sluice.stack().chat().requestCount();
    byte[] text = Arrays.copyOf(TestEnvironment.prompt("x").getBytes(UTF_8), BOMB);
    Arrays.fill(text, 50, BOMB, (byte) ' ');
    assertRefused(413, "REQUEST_TOO_LARGE", post(coding.token(), coding.encode(text)));
    assertEquals(before, sluice.stack().chat().requestCount());
  }

  @ParameterizedTest
  @CsvSource({"compress", "dcb", "'gzip, compress'", "'gzip, gzip, gzip'"})
  void request_unknownEncoding_isRejected(String coding) {
    long before = sluice.stack().chat().requestCount();
    GatewayResponse answer = post(coding, TestEnvironment.prompt("ping").getBytes(UTF_8));
    assertRefused(415, "UNSUPPORTED_ENCODING", answer);
    assertEquals("gzip, deflate, br, zstd", answer.header("accept-encoding").orElseThrow());
    assertEquals(before, sluice.stack().chat().requestCount());
  }

  @Test
  void request_corruptEncoding_isRejected() {
    byte[] whole = HttpContentEncoding.GZIP.encode(TestEnvironment.prompt("ping").getBytes(UTF_8));
    assertRefused(400, "INVALID_BODY", post("gzip", Arrays.copyOf(whole, whole.length - 3)));
    assertRefused(400, "INVALID_BODY", post("gzip", Arrays.copyOf(whole, whole.length + 3)));
    assertRefused(400, "INVALID_BODY", post("br", whole));
  }

  @Test
  void acceptEncoding_onlySupportedOnes() {
    chat(RECORD, "identity", "dcb, gzip;q=0.5, br");
    RecordedRequest seen = sluice.stack().chat().lastRequest().orElseThrow();
    assertEquals("gzip;q=0.5, br", seen.header("accept-encoding").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void response_masked_keepsItsEncoding(HttpContentEncoding coding) {
    GatewayResponse answer = chat(RECORD, coding.token(), coding.token());
    assertEquals(200, answer.status(), answer.body());
    assertEquals(coding.token(), answer.header("content-encoding").orElseThrow());
    String text = answer.json().at("/choices/0/message/content").asString();
    assertTrue(text.startsWith("The customer is Ann Example, reached at ["), text);
    assertFalse(text.contains(StubCompletions.EMAIL) || text.contains(StubCompletions.CARD), text);
  }

  @ParameterizedTest
  @CsvSource({
    "compress,  502, UNSUPPORTED_ENCODING",
    "gzip+cut,  502, INVALID_BODY",
    "zstd+cut,  502, INVALID_BODY",
    "gzip+bomb, 400, DLP_STREAM_BUFFER_OVERFLOW",
    "br+bomb,   400, DLP_STREAM_BUFFER_OVERFLOW",
    "zstd+bomb, 400, DLP_STREAM_BUFFER_OVERFLOW",
  })
  void response_unknownEncoding_isRejected(String coding, int status, String code) {
    assertRefused(status, code, chat(RECORD, coding, "gzip"));
  }

  /** Sends each event only after the client has read the previous one. */
  @ParameterizedTest
  @EnumSource
  void stream_eachEventIsSentAtOnce(HttpContentEncoding coding) {
    GatewayClient client =
        sluice
            .withRole("viewer")
            .withHeader("x-stub-coding", coding.token())
            .withHeader("x-stub-lock-step", "yes");
    try (StreamedResponse answer =
        client.stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt("Rivers?"))) {
      assertTrue(answer.awaitNext().isPresent(), "the opening");
      for (String word : List.of(StubCompletions.CLEAN.split(" "))) {
        assertEquals(word + " ", answer.awaitNext().orElseThrow().text());
        sluice.stack().chat().releaseToken();
      }
      assertEquals("[DONE]", answer.readRemaining().getLast().data());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void stream_sameForEveryCut(HttpContentEncoding coding) throws Exception {
    List<String> plain = masked(HttpContentEncoding.IDENTITY, 0);
    assertFalse(String.join("", plain).contains(StubCompletions.EMAIL));
    Set<List<String>> distinct = new HashSet<>();
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Callable<List<String>>> reads =
          IntStream.range(0, CUTS)
              .<Callable<List<String>>>mapToObj(seed -> () -> masked(coding, seed))
              .toList();
      for (Future<List<String>> read : readers.invokeAll(reads)) {
        distinct.add(read.get());
      }
    }
    assertEquals(Set.of(plain), distinct);
  }

  @Test
  void stream_truncated_reportsError() {
    GatewayClient client = sluice.withRole("viewer").withHeader("x-stub-coding", "gzip+cut");
    try (StreamedResponse answer =
        client.stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt(RECORD))) {
      List<StreamEvent> events = answer.readRemaining();
      assertTrue(events.getLast().data().contains("INVALID_BODY"), events.toString());
      assertFalse(ChatTextAssembler.assemble(events).contains(StubCompletions.EMAIL));
    }
  }

  private List<String> masked(HttpContentEncoding coding, int seed) {
    GatewayClient client =
        sluice
            .withRole("viewer")
            .withHeader("x-stub-coding", coding.token())
            .withHeader("x-stub-cuts", Integer.toString(seed));
    try (StreamedResponse answer =
        client.stream(TestEnvironment.CHAT, TestEnvironment.streamedPrompt(RECORD))) {
      assertEquals(200, answer.status());
      return answer.readRemaining().stream().map(StreamEvent::data).toList();
    }
  }

  private GatewayResponse chat(String text, String coding, String accepted) {
    return sluice
        .withRole("viewer")
        .withHeader("x-stub-coding", coding)
        .withHeader("Accept-Encoding", accepted)
        .post(TestEnvironment.CHAT, TestEnvironment.prompt(text));
  }

  private GatewayResponse post(String coding, byte[] body) {
    return sluice
        .withRole("viewer")
        .withHeader("Content-Encoding", coding)
        .post(TestEnvironment.CHAT, BodyPublishers.ofByteArray(body));
  }

  private static void assertRefused(int status, String code, GatewayResponse answer) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals(code, answer.errorCode());
  }
}
