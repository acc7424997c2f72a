package dev.sluice.e2e.inspection;

import static dev.sluice.e2e.support.BodyModeEnvoy.EVENTS;
import static dev.sluice.e2e.support.BodyModeEnvoy.JSON;
import static dev.sluice.e2e.support.BodyModeEnvoy.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.BodyModeEnvoy.Way;
import dev.sluice.e2e.support.NameAnalyzer;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of an external recognizer behind Envoy, in both choices for its failures. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class ExternalRecognizerIT {
  private static final String RULES =
      """
      version: names-1
      defaults: {stream_mode: pre_and_incremental}
      rules:
        - {id: name, kind: external, entities: [PERSON], min_score: 0.8, action: mask, mask: '[NAME]'}
        - {id: place, kind: external, entities: [LOCATION], action: block}
      """;
  private static final String NAME = "김민수";
  private static final Way DUPLEX = new Way("duplex", false, false);

  /** A choice for bodies that cannot be read. */
  enum ErrorChoice {
    BLOCK,
    PASS
  }

  private final TestEnvironment sluice;
  private final int port = StackPorts.findFreePort();
  private final NameAnalyzer service = new NameAnalyzer(port);
  private final Gateway blocking;
  private final Gateway passing;

  /** A server with one choice, and an Envoy before it. */
  private record Gateway(AdditionalPolicyServer server, BodyModeEnvoy envoy)
      implements AutoCloseable {
    RawHttpUpstream upstream() {
      return envoy.upstream();
    }

    /** Sends a text in a chat request. */
    RawHttpMessage send(String text) {
      upstream().respondWith(new ScriptedResponse(JSON, List.of("{\"ok\":true}"), NONE));
      return envoy.call(DUPLEX, JSON, List.of("{\"text\":\"", escaped(text), "\"}"), NONE);
    }

    @Override
    public void close() {
      envoy.close();
      server.close();
    }
  }

  ExternalRecognizerIT(TestEnvironment sluice) throws IOException {
    this.sluice = sluice;
    blocking = gateway("external-block", ErrorChoice.BLOCK);
    passing = gateway("external-pass", ErrorChoice.PASS);
  }

  private Gateway gateway(String name, ErrorChoice choice) throws IOException {
    AdditionalPolicyServer server = AdditionalPolicyServer.extproc(sluice.stack(), name);
    Path policies = sluice.stack().settings().policies();
    Path folder = Files.createDirectories(sluice.stack().settings().stateFolder(name + "-rules"));
    Path rules = Files.writeString(folder.resolve("names.yaml"), RULES);
    Path config = sluice.stack().settings().home().resolve(name + "/config/" + name + ".yaml");
    Files.writeString(
        config,
        Files.readString(config)
            .replace(policies.resolve("dlp_rules.yaml").toString(), rules.toString())
            .replace("dlp:\n", "dlp:\n" + external(choice))
            .replace("waf:\n  rules: " + policies.resolve("waf_rules.yaml") + "\n", ""));
    server.process().start();
    server.process().awaitReady();
    return new Gateway(server, new BodyModeEnvoy(sluice, server.ports().of(StackPort.EXTPROC)));
  }

  private String external(ErrorChoice choice) {
    return "  external: {url: 'http://127.0.0.1:%d/analyze', deadline: 700ms, on-error: %s, pause: 100ms}\n"
        .formatted(port, choice.name().toLowerCase(Locale.ROOT));
  }

  @BeforeEach
  void recover() {
    service.close();
    service.start();
    service.answer(text -> NameAnalyzer.person(text, NAME));
    for (Gateway gateway : List.of(blocking, passing)) {
      ConditionWait.awaitTrue(
          "the service is called again",
          Duration.ofSeconds(20),
          () -> gateway.send("to " + NAME).status() == 200 && seen(gateway).contains("[NAME]"));
    }
  }

  @AfterAll
  void close() {
    blocking.close();
    passing.close();
    service.close();
  }

  @Test
  void request_nameAfterEmoji_isMasked() {
    assertEquals(200, blocking.send("🙂 제 이름은 " + NAME + "입니다").status());
    assertEquals(
        "{\"text\":\"" + escaped("🙂 제 이름은 ") + "[NAME]" + escaped("입니다") + "\"}", seen(blocking));
  }

  @Test
  void request_blockingRule_isRejected() {
    service.answer(text -> "[{\"entity_type\":\"LOCATION\",\"start\":0,\"end\":3,\"score\":0.9}]");
    RawHttpMessage answer = blocking.send("Seoul");
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("DLP_BLOCKED"), answer.text());
    assertNothingSent(blocking);
  }

  @Test
  void answer_name_isMasked() {
    blocking
        .upstream()
        .respondWith(new ScriptedResponse(JSON, List.of("{\"text\":\"Kim M", "insu\"}"), NONE));
    service.answer(text -> NameAnalyzer.person(text, "Kim Minsu"));
    RawHttpMessage answer = blocking.envoy().call(DUPLEX, JSON, List.of("{}"), NONE);
    assertEquals("{\"text\":\"[NAME]\"}", answer.text());
  }

  @Test
  void stream_nameOverEvents_isMasked() {
    service.answer(text -> NameAnalyzer.person(text, "Kim Minsu"));
    List<String> events = Stream.of("I am K", "im Mi", "nsu.").map(BodyModeEnvoy::delta).toList();
    blocking.upstream().respondWith(new ScriptedResponse(EVENTS, events, NONE));
    RawHttpMessage answer = blocking.envoy().call(DUPLEX, JSON, List.of("{}"), NONE);
    assertEquals(
        BodyModeEnvoy.delta("I am [NAME]") + BodyModeEnvoy.delta("") + BodyModeEnvoy.delta("."),
        answer.text());
  }

  @Test
  void stream_unread_endsInError() {
    List<String> events = List.of(BodyModeEnvoy.delta("I am Kim Minsu."));
    blocking.upstream().respondWith(new ScriptedResponse(EVENTS, events, NONE));
    service.answer(text -> text.contains("Kim") ? "garbage" : "[]");
    String text = blocking.envoy().call(DUPLEX, JSON, List.of("{}"), NONE).text();
    assertTrue(text.contains("DLP_UNAVAILABLE"), text);
    assertFalse(text.contains("Kim"), text);
  }

  @ParameterizedTest
  @EnumSource
  void deadline_exceeded_isChoice(ErrorChoice choice) {
    CountDownLatch never = new CountDownLatch(1);
    service.answer(text -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return "[]";
    });
    assertUnread(choice);
    never.countDown();
  }

  @ParameterizedTest
  @EnumSource
  void service_stopped_isChoice(ErrorChoice choice) {
    service.close();
    assertUnread(choice);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "{}",
        "[{}]",
        "[{\"entity_type\":\"PERSON\",\"start\":0,\"end\":9999,\"score\":1}]",
        "[{\"entity_type\":\"PERSON\",\"start\":-1,\"end\":2,\"score\":1}]",
        "[{\"entity_type\":\"PERSON\",\"start\":2,\"end\":1,\"score\":1}]"
      })
  void wrongAnswer_isRejected(String wrong) {
    service.answer(text -> wrong);
    assertUnread(ErrorChoice.BLOCK);
  }

  @Test
  void hugeAnswer_isRejected() {
    String one = "{\"entity_type\":\"PERSON\",\"start\":0,\"end\":1,\"score\":1},";
    String huge = "[" + one.repeat(30_000) + one.substring(0, one.length() - 1) + "]";
    service.answer(text -> huge);
    assertUnread(ErrorChoice.BLOCK);
  }

  /** Checks that a service that is killed and restarted under load lets no name through. */
  @Test
  void service_killedInTraffic_leaksNothing() throws Exception {
    List<Future<List<String>>> callers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        callers.add(threads.submit(this::echoedTexts));
      }
      for (int i = 0; i < 5; i++) {
        TimeUnit.MILLISECONDS.sleep(150);
        service.close();
        TimeUnit.MILLISECONDS.sleep(100);
        service.start();
      }
      List<String> answers = new ArrayList<>();
      for (Future<List<String>> caller : callers) {
        answers.addAll(caller.get());
      }
      assertTrue(
          answers.stream().noneMatch(text -> text.contains(escaped(NAME))), answers.toString());
      assertTrue(answers.stream().anyMatch(text -> text.contains("[NAME]")), answers.toString());
      assertTrue(
          answers.stream().anyMatch(text -> text.contains("DLP_UNAVAILABLE")), answers.toString());
    }
  }

  /** Sends requests to an upstream that echoes, and returns what the client gets. */
  private List<String> echoedTexts() {
    List<String> texts = new ArrayList<>();
    blocking
        .upstream()
        .respondEach(request -> new ScriptedResponse(JSON, List.of("{\"ok\":1}"), NONE));
    for (int i = 0; i < 40; i++) {
      RawHttpMessage answer =
          blocking
              .envoy()
              .call(DUPLEX, JSON, List.of("{\"text\":\"" + escaped(NAME) + "\"}"), NONE);
      texts.add(answer.text());
      blocking.upstream().lastRequest().ifPresent(seen -> texts.add(seen.text()));
    }
    return texts;
  }

  private void assertUnread(ErrorChoice choice) {
    switch (choice) {
      case BLOCK -> {
        RawHttpMessage answer = blocking.send(NAME);
        assertEquals(503, answer.status());
        assertTrue(answer.text().contains("DLP_UNAVAILABLE"), answer.text());
        assertNothingSent(blocking);
      }
      case PASS -> {
        assertEquals(200, passing.send(NAME).status());
        assertEquals("{\"text\":\"" + escaped(NAME) + "\"}", seen(passing));
        String metrics =
            sluice
                .atHost(passing.server().ports().of(StackPort.EXTPROC_OPS), "localhost")
                .get("/metrics")
                .body();
        assertTrue(metrics.contains("dlp_external_passed_unread_total"), "no count");
      }
    }
    assertNoTextInLogs();
  }

  private void assertNoTextInLogs() {
    for (Gateway gateway : List.of(blocking, passing)) {
      String log = gateway.server().process().logTail();
      assertFalse(log.contains(NAME), log);
    }
  }

  /** Returns a text with escapes of JSON for all characters that are not ASCII. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(unit -> {
          if (unit < 0x80) {
            escaped.append((char) unit);
          } else {
            escaped.append("\\u%04x".formatted(unit));
          }
        });
    return escaped.toString();
  }

  private static String seen(Gateway gateway) {
    return gateway.upstream().lastRequest().orElseThrow().text();
  }

  private static void assertNothingSent(Gateway gateway) {
    assertTrue(gateway.upstream().lastRequest().isEmpty(), "the upstream got a request");
  }
}
