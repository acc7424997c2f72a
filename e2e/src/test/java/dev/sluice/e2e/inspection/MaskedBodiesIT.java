package dev.sluice.e2e.inspection;

import static dev.sluice.e2e.support.BodyModeEnvoy.JSON;
import static dev.sluice.e2e.support.BodyModeEnvoy.NONE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.BodyModeEnvoy.Way;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import dev.sluice.e2e.wire.HttpContentEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of a server whose rules only mask, so that requests pass as they arrive. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class MaskedBodiesIT {
  private static final String RULES =
      """
      version: masks-1
      rules:
        - {id: email, kind: checksum, validator: email, action: mask}
      """;
  private static final Duration ARRIVED = Duration.ofSeconds(20);
  private static final String CLEAN = "{\"text\":\"nothing to mask here\"}";
  private static final String MASKED = "{\"text\":\"write to [EMAIL] now\"}";
  private static final String RECORD = "{\"text\":\"write to ann@example.com now\"}";
  private static final String PREFIX = "{\"text\":\"" + "word ".repeat(20_000);

  private final AdditionalPolicyServer server;
  private final BodyModeEnvoy envoy;
  private final RawHttpUpstream upstream;

  MaskedBodiesIT(TestEnvironment sluice) throws IOException {
    server = AdditionalPolicyServer.extproc(sluice.stack(), "masking");
    Path policies = sluice.stack().settings().policies();
    Path folder = Files.createDirectories(sluice.stack().settings().stateFolder("mask-rules"));
    Path rules = Files.writeString(folder.resolve("masks.yaml"), RULES);
    Path config = sluice.stack().settings().home().resolve("masking/config/masking.yaml");
    Files.writeString(
        config,
        Files.readString(config)
            .replace(policies.resolve("dlp_rules.yaml").toString(), rules.toString())
            .replace("waf:\n  rules: " + policies.resolve("waf_rules.yaml") + "\n", ""));
    server.process().start();
    server.process().awaitReady();
    envoy = new BodyModeEnvoy(sluice, server.ports().of(StackPort.EXTPROC));
    upstream = envoy.upstream();
  }

  @AfterAll
  void close() {
    envoy.close();
    server.close();
  }

  static Stream<Way> ways() {
    return Way.of("streamed", "duplex");
  }

  static Stream<Arguments> coded() {
    return Stream.of(HttpContentEncoding.values())
        .filter(coding -> coding != HttpContentEncoding.IDENTITY)
        .flatMap(coding -> Way.of("buffered", "duplex").map(way -> Arguments.of(coding, way)));
  }

  @ParameterizedTest
  @MethodSource("coded")
  void coded_clean_keepsBytes(HttpContentEncoding coding, Way way) {
    String octets = octets(coding, CLEAN);
    RawHttpMessage answer = exchange(coding, way, octets);
    assertEquals(200, answer.status());
    assertTrue(answer.whole());
    assertEquals(octets, answer.octets());
    RawHttpMessage seen = upstream.lastRequest().orElseThrow();
    assertTrue(seen.whole());
    assertEquals(octets, seen.octets());
    assertEquals(coding.token(), seen.header("content-encoding").orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("coded")
  void coded_masked_isEncodedAgain(HttpContentEncoding coding, Way way) {
    String octets = octets(coding, RECORD);
    RawHttpMessage answer = exchange(coding, way, octets);
    RawHttpMessage seen = upstream.lastRequest().orElseThrow();
    assertNotEquals(octets, answer.octets());
    assertEquals(MASKED, text(coding, answer));
    assertEquals(MASKED, text(coding, seen));
  }

  static Stream<Arguments> notations() {
    return Stream.of(
            "ann%40example.com",
            "&#97;nn&commat;example.com",
            "a\\\\u006en\\\\x40example.com",
            "ann@exam**ple**.com",
            "YW5uQGV4YW1wbGUuY29t")
        .flatMap(value -> Way.of("streamed", "duplex").map(way -> Arguments.of(value, way)));
  }

  @ParameterizedTest
  @MethodSource("notations")
  void value_inOtherNotation_isMasked(String value, Way way) {
    String body = RECORD.replace("ann@example.com", value);
    upstream.respondWith(new ScriptedResponse(JSON, List.of(body), NONE));
    try (RawHttpCall call = envoy.connect(way)) {
      RawHttpMessage answer =
          call.openPost("/" + way.mode(), BodyModeEnvoy.headers(way, JSON, ""))
              .sendChunk(body.substring(0, 23))
              .sendChunk(body.substring(23))
              .sendEnd(NONE)
              .readResponse();
      assertEquals(200, answer.status(), answer.start());
      assertEquals(MASKED, answer.text());
    }
    assertEquals(MASKED, upstream.lastRequest().orElseThrow().text());
  }

  /** Checks that the upstream never sees the end of a request that was rejected on its way. */
  @ParameterizedTest
  @MethodSource("ways")
  void request_turnsInvalid_upstreamSeesCut(Way way) {
    try (RawHttpCall call = begin(way)) {
      RawHttpMessage answer = call.sendChunk("\"}}}").sendEnd(NONE).readResponse();
      assertEquals(400, answer.status());
      assertTrue(answer.text().contains("INVALID_BODY"), answer.text());
    }
    assertCut();
  }

  /** Checks the same for a request whose end is missing. */
  @ParameterizedTest
  @MethodSource("ways")
  void request_endsEarly_upstreamSeesCut(Way way) {
    try (RawHttpCall call = begin(way)) {
      assertEquals(400, call.sendEnd(NONE).readResponse().status());
    }
    assertCut();
  }

  /** Sends the begin of a request, and waits until the upstream has a part of it. */
  private RawHttpCall begin(Way way) {
    upstream.respondWith(new ScriptedResponse(JSON, List.of(CLEAN), NONE));
    RawHttpCall call = envoy.connect(way);
    call.openPost("/" + way.mode(), BodyModeEnvoy.headers(way, JSON, "")).sendChunk(PREFIX);
    ConditionWait.awaitTrue(
        "the upstream gets the begin", ARRIVED, () -> upstream.receivedBodyBytes() > 0);
    return call;
  }

  private void assertCut() {
    ConditionWait.awaitTrue(
        "the upstream sees the end", ARRIVED, () -> upstream.lastRequest().isPresent());
    RawHttpMessage seen = upstream.lastRequest().orElseThrow();
    assertFalse(seen.whole(), () -> "the upstream got a complete request: " + seen.start());
    assertTrue(PREFIX.startsWith(seen.text()));
  }

  private RawHttpMessage exchange(HttpContentEncoding coding, Way way, String octets) {
    upstream.respondWith(new ScriptedResponse(JSON, coding.token(), List.of(octets), NONE));
    Map<String, String> headers = BodyModeEnvoy.headers(way, JSON, coding.token());
    StringBuilder request = new StringBuilder("POST /" + way.mode() + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    request.append("host: localhost\r\ncontent-length: " + octets.length() + "\r\n\r\n");
    try (RawHttpCall call = envoy.connect(way)) {
      return call.sendRaw(request + octets).readResponse();
    }
  }

  private static String octets(HttpContentEncoding coding, String text) {
    return new String(coding.encode(text.getBytes(UTF_8)), ISO_8859_1);
  }

  private static String text(HttpContentEncoding coding, RawHttpMessage message) {
    return new String(coding.decode(message.octets().getBytes(ISO_8859_1)), UTF_8);
  }
}
