package dev.sluice.e2e.inspection;

import static dev.sluice.e2e.support.BodyModeEnvoy.JSON;
import static dev.sluice.e2e.support.BodyModeEnvoy.NONE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.e2e.raw.RawHttpCall;
import dev.sluice.e2e.raw.RawHttpMessage;
import dev.sluice.e2e.raw.RawHttpUpstream.ScriptedResponse;
import dev.sluice.e2e.stack.AdditionalPolicyServer;
import dev.sluice.e2e.stack.StackPort;
import dev.sluice.e2e.support.BodyModeEnvoy;
import dev.sluice.e2e.support.BodyModeEnvoy.Way;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of the optional rules about persons, with an action for each confidence. */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class PersonalRulesIT {
  private static final String PERSON =
      "{\"text\":\"담당자: 김민수 과장, 1990년 1월 2일생, 서울특별시 강남구 테헤란로 123 거주\"}";
  private static final String MASKED =
      "{\"text\":\"담당자: [NAME] 과장, [DATE OF BIRTH]생, [ADDRESS] 거주\"}";

  /** A name of medium confidence, which is only logged. */
  private static final String LIKELY = "{\"text\":\"성명: 허준, 내선 12\"}";

  private final AdditionalPolicyServer server;
  private final BodyModeEnvoy envoy;

  PersonalRulesIT(TestEnvironment sluice) throws IOException {
    server = AdditionalPolicyServer.extproc(sluice.stack(), "personal");
    Path policies = sluice.stack().settings().policies();
    Path rules = sluice.stack().settings().root().policies().resolve("optional/dlp_personal.yaml");
    Path config = sluice.stack().settings().home().resolve("personal/config/personal.yaml");
    Files.writeString(
        config,
        Files.readString(config)
            .replace(policies.resolve("dlp_rules.yaml").toString(), rules.toString()));
    server.process().start();
    server.process().awaitReady();
    envoy = new BodyModeEnvoy(sluice, server.ports().of(StackPort.EXTPROC));
  }

  @AfterAll
  void close() {
    envoy.close();
    server.close();
  }

  static Stream<Way> ways() {
    return Way.of("streamed", "duplex");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void person_inEveryCut_isMasked(Way way) {
    envoy.upstream().respondWith(new ScriptedResponse(JSON, List.of(octets(LIKELY)), NONE));
    String body = octets(PERSON);
    for (int cut = 1; cut < body.length(); cut += 7) {
      try (RawHttpCall call = envoy.connect(way)) {
        RawHttpMessage answer =
            call.openPost("/" + way.mode(), BodyModeEnvoy.headers(way, JSON, ""))
                .sendRaw(chunk(body.substring(0, cut)))
                .sendRaw(chunk(body.substring(cut)))
                .sendEnd(NONE)
                .readResponse();
        assertEquals(200, answer.status(), answer.text());
        assertEquals(octets(LIKELY), answer.octets());
      }
      assertEquals(octets(MASKED), envoy.upstream().lastRequest().orElseThrow().octets());
    }
    assertFalse(server.process().logTail().contains("김민수"), "a name is in the log");
  }

  private static String chunk(String octets) {
    return Integer.toHexString(octets.length()) + "\r\n" + octets + "\r\n";
  }

  /** Returns the bytes of a text, each as one character. */
  private static String octets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
