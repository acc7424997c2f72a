package dev.sluice.extproc.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.external.ExternalRecognizerConfig.CallLimits;
import dev.sluice.extproc.external.ExternalRecognizerConfig.ErrorChoice;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoWarnings.class)
class HttpAnalyzerTest {
  private static final String NAME = "김민수";

  private final LocalAnalyzer service = new LocalAnalyzer().finding(NAME, "PERSON", 0.85);
  private final List<String> failures = new ArrayList<>();
  private final RecognitionListener listener =
      new RecognitionListener() {
        @Override
        public void onAnswer(long nanos) {}

        @Override
        public void onFailure(RecognitionFailure reason, boolean passed) {
          failures.add(reason.label() + (passed ? " passed" : ""));
        }
      };

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void recognize_koreanAfterEmoji_isByteRange() {
    String text = "🙂 안녕 김민수님";
    assertEquals(List.of("PERSON 김민수"), found(service.config(), text));
  }

  @Test
  void recognize_severalTexts_areOneCall() {
    assertEquals(List.of("PERSON 김민수"), found(service.config(), "role: user", "to 김민수"));
    assertEquals(List.of("role: user\nto 김민수"), service.texts());
  }

  @Test
  void recognize_entityOverTwoTexts_isInBoth() {
    service.answering(text -> "[" + LocalAnalyzer.entity("PERSON", 1, 4, 1) + "]");
    assertEquals(List.of("PERSON b", "PERSON c"), found(service.config(), "ab", "cd"));
  }

  @Test
  void recognize_halfSurrogate_isWholeCharacter() {
    service.answering(text ->
        "[%s,%s]"
            .formatted(
                LocalAnalyzer.entity("HALF", 1, 2, 1), LocalAnalyzer.entity("HALF", 2, 4, 1)));
    assertEquals(
        List.of("HALF 🙂", "HALF 🙂b"),
        found(service.config(ErrorChoice.BLOCK, OffsetUnit.UTF_16, limits(16, 32)), "a🙂bc"));
  }

  @Test
  void recognize_invalidUtf8_keepsOffsets() {
    byte[] broken = "x\u0000\u0000김민수".getBytes(StandardCharsets.UTF_8);
    broken[1] = (byte) 0xED;
    broken[2] = (byte) 0xA0;
    ByteBuffer text = ByteBuffer.wrap(broken);
    try (var client = new HttpAnalyzer(service.config(), listener)) {
      assertEquals(
          new RecognitionResult.Found(
              Map.of(text, List.of(new RecognizedEntity("PERSON", 3, 12, 0.85)))),
          client.recognize(List.of(text)));
    }
  }

  @Test
  void recognize_nameAtCut_isFound() {
    CallLimits small = limits(1000, 1 << 10);
    for (int before = 900; before < 1100; before++) {
      String text = "가".repeat(before / 3) + " ".repeat(before % 3) + NAME + "나".repeat(700);
      assertTrue(found(service.config(small), text).contains("PERSON " + NAME), text);
    }
    assertTrue(
        service.texts().stream()
            .allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= 1 << 10));
  }

  @Test
  void recognize_noTexts_isNoCall() {
    assertEquals(List.of(), found(service.config()));
    assertEquals(List.of(), service.texts());
  }

  @Test
  void recognize_tooManyCalls_fails() {
    assertEquals(List.of("too_long"), found(service.config(limits(2, 1 << 10)), "x".repeat(3000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "{}",
        "[1]",
        "[{}]",
        "[{\"entity_type\":\"P\",\"start\":0,\"end\":1}]",
        "[{\"entity_type\":\"P\",\"start\":\"0\",\"end\":1,\"score\":1}]",
        "[{\"entity_type\":\"P\",\"start\":0,\"end\":1.5,\"score\":1}]",
        "[{\"entity_type\":\"P\",\"start\":-1,\"end\":1,\"score\":1}]",
        "[{\"entity_type\":\"P\",\"start\":1,\"end\":1,\"score\":1}]",
        "[{\"entity_type\":\"P\",\"start\":0,\"end\":3,\"score\":1}]",
        "[{\"entity_type\":\"P\",\"start\":0,\"end\":4294967297,\"score\":1}]",
        "[{\"entity_type\":\"P\",\"start\":0,\"end\":1,\"score\":1.5}]",
        "[{\"entity_type\":7,\"start\":0,\"end\":1,\"score\":1}]"
      })
  void recognize_wrongAnswer_fails(String answer) {
    service.answering(text -> answer);
    assertEquals(List.of("invalid_answer"), found(service.config(), "ab"));
  }

  @Test
  void recognize_hugeAnswer_fails() {
    String one = LocalAnalyzer.entity("PERSON", 0, 1, 1);
    service.answering(text -> "[" + one + ("," + one).repeat(20_000) + "]");
    assertEquals(List.of("unreachable"), found(service.config(), "ab"));
  }

  @Test
  void recognize_otherStatus_fails() {
    service.withStatus(500);
    assertEquals(List.of("status"), found(service.config(), "ab"));
  }

  @Test
  void recognize_redirect_isNotFollowed() {
    service.withStatus(302);
    assertEquals(List.of("status"), found(service.config(), "ab"));
  }

  @Test
  void recognize_noAnswerInTime_fails() {
    CountDownLatch never = new CountDownLatch(1);
    service.answering(text -> held(never, "[]"));
    CallLimits brief =
        new CallLimits(Duration.ofMillis(100), 1 << 10, 1, 1, 1_000, Duration.ofMinutes(1));
    assertEquals(List.of("timeout"), found(service.config(brief), "ab"));
    never.countDown();
  }

  @Test
  void recognize_closedPort_fails() {
    ExternalRecognizerConfig config = service.config();
    service.close();
    assertEquals(List.of("unreachable"), found(config, "ab"));
  }

  @Test
  void recognize_linkLocalAddress_isRefused() {
    for (String address : List.of("169.254.169.254", "0.0.0.0", "127.0.0.2", "[fe80::1]")) {
      var config =
          new ExternalRecognizerConfig(
              URI.create("http://" + address + "/analyze"),
              false,
              Optional.empty(),
              "en",
              OffsetUnit.CODE_POINTS,
              ErrorChoice.PASS,
              limits(1, 1 << 10));
      assertEquals(List.of("unreachable passed"), found(config, "ab"));
    }
  }

  @Test
  void recognize_failuresInRow_pauseCalls() {
    service.withStatus(500);
    CallLimits limits =
        new CallLimits(Duration.ofSeconds(20), 1 << 10, 1, 1, 2, Duration.ofMillis(300));
    try (var client = new HttpAnalyzer(service.config(limits), listener)) {
      client.recognize(texts("a"));
      assertFalse(client.isPaused());
      client.recognize(texts("b"));
      assertTrue(client.isPaused());
      client.recognize(texts("c"));
      assertEquals(List.of("status", "status", "paused"), failures);
      service.withStatus(200);
      Await.until(() -> client.recognize(texts("d")) instanceof RecognitionResult.Found);
      assertFalse(client.isPaused());
      assertEquals(List.of("a", "b", "d"), service.texts());
    }
  }

  @Test
  void recognize_moreThanConcurrent_wait() throws InterruptedException {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    service.answering(text -> {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      running.decrementAndGet();
      return "[]";
    });
    CallLimits two =
        new CallLimits(Duration.ofSeconds(20), 1 << 10, 1, 2, 1_000, Duration.ofMinutes(1));
    try (var client = new HttpAnalyzer(service.config(two), listener)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        List<ByteBuffer> texts = texts("text " + i);
        threads.add(Thread.ofVirtual().start(() -> client.recognize(texts)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertEquals(List.of(), failures);
    assertEquals(20, service.texts().size());
    assertTrue(most.get() <= 2, most.toString());
  }

  private static String held(CountDownLatch until, String answer) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  private static CallLimits limits(int calls, int bytes) {
    return new CallLimits(Duration.ofSeconds(20), bytes, calls, 32, 1_000, Duration.ofMinutes(1));
  }

  private static List<ByteBuffer> texts(String... texts) {
    return Stream.of(texts)
        .map(text -> ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** Returns the type and text of each entity, or the failure. */
  private List<String> found(ExternalRecognizerConfig config, String... texts) {
    failures.clear();
    try (var client = new HttpAnalyzer(config, listener)) {
      return switch (client.recognize(texts(texts))) {
        case RecognitionResult.Failed _ -> List.copyOf(failures);
        case RecognitionResult.Found(var entities) ->
            texts(texts).stream()
                .flatMap(text ->
                    entities.getOrDefault(text, List.of()).stream()
                        .map(entity -> entity.type() + " " + part(text, entity)))
                .toList();
      };
    }
  }

  private static String part(ByteBuffer text, RecognizedEntity entity) {
    return StandardCharsets.UTF_8
        .decode(text.slice(entity.from(), entity.to() - entity.from()))
        .toString();
  }
}
