package dev.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Sweep;
import dev.sluice.e2e.client.Answer;
import dev.sluice.e2e.client.ChatText;
import dev.sluice.e2e.client.GatewayClient;
import dev.sluice.e2e.client.StreamedAnswer;
import dev.sluice.e2e.client.StreamedAnswer.Event;
import dev.sluice.e2e.stub.Answers;
import dev.sluice.e2e.stub.SeenRequest;
import dev.sluice.e2e.wire.WireCoding;
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

/** Bodies in content codings, through Envoy. */
@ExtendWith(SluiceExtension.class)
final class CodedBodiesIT {
  private static final String RECORD = "Read me the " + Answers.RECORD_PROMPT + ".";
  private static final int CUTS = Sweep.of(100, 1_000);
  private static final int READERS = 8;
  private static final int BOMB = 64 << 20;

  private final Sluice sluice;

  CodedBodiesIT(Sluice sluice) {
    this.sluice = sluice;
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void request_clean_reachesTheUpstreamInItsCoding(WireCoding coding) {
    String prompt = Sluice.prompt("ping");
    Answer answer = post(coding.token(), coding.encode(prompt.getBytes(UTF_8)));
    assertEquals(200, answer.status(), answer.body());
    SeenRequest seen = sluice.stack().chat().lastSeen().orElseThrow();
    assertEquals(coding.token(), seen.header("content-encoding").orElseThrow());
    assertEquals(prompt, seen.body());
  }

  @ParameterizedTest
  @EnumSource
  void request_withASecret_blocked(WireCoding coding) {
    long before = sluice.stack().chat().count();
    byte[] body = coding.encode(Sluice.blockedPrompt().getBytes(UTF_8));
    assertRefused(400, "DLP_BLOCKED", post(coding.token(), body));
    assertEquals(before, sluice.stack().chat().count());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void request_bomb_refused(WireCoding coding) {
    long before = sluice.stack().chat().count();
    byte[] text = Arrays.copyOf(Sluice.prompt("x").getBytes(UTF_8), BOMB);
    Arrays.fill(text, 50, BOMB, (byte) ' ');
    assertRefused(413, "REQUEST_TOO_LARGE", post(coding.token(), coding.encode(text)));
    assertEquals(before, sluice.stack().chat().count());
  }

  @ParameterizedTest
  @CsvSource({"compress", "dcb", "'gzip, compress'", "'gzip, gzip, gzip'"})
  void request_ofACodingThatCannotBeRead_refused(String coding) {
    long before = sluice.stack().chat().count();
    Answer answer = post(coding, Sluice.prompt("ping").getBytes(UTF_8));
    assertRefused(415, "UNSUPPORTED_ENCODING", answer);
    assertEquals("gzip, deflate, br, zstd", answer.header("accept-encoding").orElseThrow());
    assertEquals(before, sluice.stack().chat().count());
  }

  @Test
  void request_brokenCoding_refused() {
    byte[] whole = WireCoding.GZIP.encode(Sluice.prompt("ping").getBytes(UTF_8));
    assertRefused(400, "INVALID_BODY", post("gzip", Arrays.copyOf(whole, whole.length - 3)));
    assertRefused(400, "INVALID_BODY", post("gzip", Arrays.copyOf(whole, whole.length + 3)));
    assertRefused(400, "INVALID_BODY", post("br", whole));
  }

  @Test
  void upstream_isAskedForWhatCanBeRead() {
    chat(RECORD, "identity", "dcb, gzip;q=0.5, br");
    SeenRequest seen = sluice.stack().chat().lastSeen().orElseThrow();
    assertEquals("gzip;q=0.5, br", seen.header("accept-encoding").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  void answer_masked_inItsCoding(WireCoding coding) {
    Answer answer = chat(RECORD, coding.token(), coding.token());
    assertEquals(200, answer.status(), answer.body());
    assertEquals(coding.token(), answer.header("content-encoding").orElseThrow());
    String text = answer.json().at("/choices/0/message/content").asString();
    assertTrue(text.startsWith("The customer is Ann Example, reached at ["), text);
    assertFalse(text.contains(Answers.EMAIL) || text.contains(Answers.CARD), text);
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
  void answer_thatCannotBeRead_refused(String coding, int status, String code) {
    assertRefused(status, code, chat(RECORD, coding, "gzip"));
  }

  /** The next event is written only after the one before has been read. */
  @ParameterizedTest
  @EnumSource
  void stream_everyEventAsItComes(WireCoding coding) {
    GatewayClient client =
        sluice.as("viewer").with("x-stub-coding", coding.token()).with("x-stub-lock-step", "yes");
    try (StreamedAnswer answer = client.stream(Sluice.CHAT, Sluice.streamedPrompt("Rivers?"))) {
      assertTrue(answer.next().isPresent(), "the opening");
      for (String word : List.of(Answers.CLEAN.split(" "))) {
        assertEquals(word + " ", answer.next().orElseThrow().text());
        sluice.stack().chat().step();
      }
      assertEquals("[DONE]", answer.rest().getLast().data());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "IDENTITY")
  void stream_sameForEveryCutThroughEnvoy(WireCoding coding) throws Exception {
    List<String> plain = masked(WireCoding.IDENTITY, 0);
    assertFalse(String.join("", plain).contains(Answers.EMAIL));
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
  void stream_thatEndsEarly_saysSo() {
    GatewayClient client = sluice.as("viewer").with("x-stub-coding", "gzip+cut");
    try (StreamedAnswer answer = client.stream(Sluice.CHAT, Sluice.streamedPrompt(RECORD))) {
      List<Event> events = answer.rest();
      assertTrue(events.getLast().data().contains("INVALID_BODY"), events.toString());
      assertFalse(ChatText.of(events).contains(Answers.EMAIL));
    }
  }

  private List<String> masked(WireCoding coding, int seed) {
    GatewayClient client =
        sluice
            .as("viewer")
            .with("x-stub-coding", coding.token())
            .with("x-stub-cuts", Integer.toString(seed));
    try (StreamedAnswer answer = client.stream(Sluice.CHAT, Sluice.streamedPrompt(RECORD))) {
      assertEquals(200, answer.status());
      return answer.rest().stream().map(Event::data).toList();
    }
  }

  private Answer chat(String text, String coding, String accepted) {
    return sluice
        .as("viewer")
        .with("x-stub-coding", coding)
        .with("Accept-Encoding", accepted)
        .post(Sluice.CHAT, Sluice.prompt(text));
  }

  private Answer post(String coding, byte[] body) {
    return sluice
        .as("viewer")
        .with("Content-Encoding", coding)
        .post(Sluice.CHAT, BodyPublishers.ofByteArray(body));
  }

  private static void assertRefused(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals(code, answer.code());
  }
}
