package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.policyfile.PolicyResult;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.extproc.coding.CodedBodies;
import dev.sluice.extproc.external.HttpAnalyzer;
import dev.sluice.extproc.external.LocalAnalyzer;
import dev.sluice.extproc.external.RecognitionListener;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpPolicyCompiler;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test of exchanges whose texts an external recognizer reads. */
@ExtendWith(NoWarnings.class)
class ExternalRecognizerExchangeTest {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final Map<String, String> EVENTS = Map.of("content-type", "text/event-stream");
  private static final String BODY = "{\"a\":\"I am Kim Minsu\"}";
  private static final String MASKED = "{\"a\":\"I am [NAME]\"}";

  private final Semaphore permits = new Semaphore(0);
  private final LocalAnalyzer service = new LocalAnalyzer().finding("Kim Minsu", "PERSON", 1);
  private final HttpAnalyzer analyzer =
      new HttpAnalyzer(service.config(), RecognitionListener.NONE);
  private final TestServer server =
      TestServer.taking(new PolicyInspector(policy(), Optional.empty(), Optional.of(analyzer)));

  @AfterEach
  void close() {
    permits.release(1000);
    server.close();
    analyzer.close();
    service.close();
  }

  @Test
  void request_name_isMasked() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
    ReceivedBodies seen = envoy.requestHeaders(JSON, false).requestBody(BODY, true).awaitRequest();
    assertEquals(MASKED, seen.upstream.text());
    assertTrue(seen.upstream.ended);
    assertEquals("mask", seen.metadata("action"));
    assertEquals("name", seen.metadata("rule"));
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
  }

  @Test
  void request_withTrailers_isMasked() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    envoy.requestHeaders(JSON, false).requestBody(BODY, false).requestTrailers();
    Await.until(() -> envoy.seen().upstream.text().equals(MASKED));
  }

  @Test
  void request_coded_isEncodedAgain() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
    ReceivedBodies seen =
        envoy
            .requestHeaders(
                Map.of("content-type", "application/json", "content-encoding", "gzip"), false)
            .requestBody(CodedBodies.GZIP.encode(BODY.getBytes(StandardCharsets.UTF_8)), true)
            .awaitRequest();
    assertEquals(
        MASKED,
        new String(
            CodedBodies.GZIP.decode(seen.upstream.body.toByteArray()), StandardCharsets.UTF_8));
  }

  @Test
  void request_whileServiceWorks_othersAreAnswered() {
    hold();
    FakeEnvoy waiting = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
    waiting.requestHeaders(JSON, false).requestBody(BODY, true);
    Await.until(() -> !service.texts().isEmpty());
    for (int i = 0; i < 20; i++) {
      FakeEnvoy other = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
      other.requestHeaders(JSON, true).await(1);
      assertEquals(Status.OK, other.halfClose());
    }
    assertTrue(waiting.answers().isEmpty());
    assertTrue(server.budget.used() > 0);
    permits.release();
    assertEquals(MASKED, waiting.awaitRequest().upstream.text());
    assertEquals(Status.OK, waiting.halfClose());
    server.awaitQuiet();
  }

  @Test
  void request_cancelledWhileServiceWorks_releasesAll() {
    hold();
    FakeEnvoy envoy = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
    envoy.requestHeaders(JSON, false).requestBody(BODY, true);
    Await.until(() -> !service.texts().isEmpty());
    envoy.cancel();
    permits.release();
    server.awaitQuiet();
  }

  @Test
  void request_serviceFails_nothingIsSent() {
    service.withStatus(500);
    FakeEnvoy envoy = FakeEnvoy.open(server.channel(), BodySendModes.REQUEST_ONLY);
    ReceivedBodies seen = envoy.requestHeaders(JSON, false).requestBody(BODY, true).awaitRequest();
    assertTrue(seen.upstream.headers.isEmpty());
    assertEquals(503, seen.immediate.orElseThrow().getStatus().getCodeValue());
    assertEquals("DLP_UNAVAILABLE", seen.metadata("error_code"));
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
  }

  @Test
  void stream_nameOverEvents_isMasked() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    envoy.requestHeaders(Map.of(":method", "GET"), true).responseHeaders(EVENTS, false);
    envoy.responseBody("data: Kim\n\n", false).responseBody("data:  Minsu.\n\n", true);
    ReceivedBodies seen = envoy.awaitResponse();
    assertEquals("data: [NAME]\n\ndata: .\n\n", seen.client.text());
    assertEquals(Status.OK, envoy.halfClose());
    server.awaitQuiet();
  }

  @Test
  void stream_serviceFails_endsInError() {
    service.withStatus(500);
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    envoy.requestHeaders(Map.of(":method", "GET"), true).responseHeaders(EVENTS, false);
    String text = envoy.responseBody("data: a\n\n", true).awaitResponse().client.text();
    assertTrue(text.contains("DLP_UNAVAILABLE"), text);
    assertTrue(!text.contains("data: a\n"), text);
  }

  private void hold() {
    service.answering(text -> {
      permits.acquireUninterruptibly();
      return LocalAnalyzer.entities(text, "Kim Minsu", "PERSON", 1);
    });
  }

  private static DlpPolicy policy() {
    String rules =
        "version: x\nrules:\n  - {id: name, kind: external, entities: [PERSON], action: mask, mask: '[NAME]'}\n";
    return switch (DlpPolicyCompiler.file()
        .load(Path.of("rules.yaml"), rules.getBytes(StandardCharsets.UTF_8))) {
      case PolicyResult.Loaded<DlpPolicy> loaded -> loaded.value();
      case PolicyResult.Rejected<DlpPolicy>(var problems) -> throw new AssertionError(problems);
    };
  }
}
