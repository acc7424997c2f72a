package dev.sluice.e2e.mesh;

import static dev.sluice.e2e.mesh.MeshTranscript.assertRefused;
import static dev.sluice.e2e.mesh.MeshTranscript.assertRejected;
import static dev.sluice.e2e.mesh.MeshTranscript.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.istio.IstioTools;
import dev.sluice.e2e.istio.NeedsIstio;
import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The tests of requests through a gateway that istiod configures from the shipped overlay. The
 * policy servers and the upstream run behind sidecars with injected configuration.
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class GatewayMeshIT {
  private static final String CHAT = "https://" + IstioMesh.HOST + "/v1/chat/completions";
  private static final String HEALTH = "https://" + IstioMesh.HOST + "/v1/health";
  private static final String UPSTREAM = "chat-0";
  private static final Map<String, Integer> SERVERS =
      Map.of("extauthz-server", 9001, "extproc-dlp-server", 9002, "xds-controller", 9003);

  private final MeshTranscript transcript = new MeshTranscript();
  private @Nullable IstioMesh started;

  @RegisterExtension
  final TestWatcher failures = transcript.printedOnFailure(() -> mesh().logTails());

  @BeforeAll
  void start() {
    Optional<String> missing = MeshRequirements.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    started = IstioMesh.start(IstioTools.find().orElseThrow(), MeshInstallation.GATEWAY);
    awaitAnswers();
  }

  @AfterAll
  void close() {
    if (started != null) {
      MeshPod.write(started.transcriptFile(), transcript.toString());
      started.close();
    }
  }

  @Test
  void noToken_isRejected() {
    String id = TestEnvironment.uniqueId("istio-anonymous");
    long before = upstream().count();
    assertRejected(401, "AUTH_INVALID_TOKEN", send(id, CHAT, "-d", "{}"));
    assertEquals(before, upstream().count());
    assertEquals("401 AUTH_INVALID_TOKEN", auditRow(id).columns("error_code"));
  }

  @Test
  void token_isAllowed_withIdentitiesOfIstiod() {
    String id = TestEnvironment.uniqueId("istio-allowed");
    CurlResponse answer = chat(id, TestEnvironment.prompt("Tell me about rivers."));
    assertEquals(200, answer.status(), answer::toString);
    assertTrue(answer.body().contains(StubCompletions.CLEAN), answer.body());
    List<String> identities = upstream().identities();
    transcript.note("x-forwarded-client-cert: " + identities);
    assertTrue(
        identities.contains("URI=spiffe://cluster.local/ns/istio-ingress/sa/istio-ingress"),
        identities::toString);
    assertTrue(
        identities.contains("By=spiffe://cluster.local/ns/upstreams/sa/chat"),
        identities::toString);
    assertEquals("user-viewer", upstream().header("x-user-id"));
    assertEquals("", upstream().header("authorization"));
    assertEquals("200 user-viewer", auditRow(id).columns("user_id"));
  }

  @Test
  void identityHeaders_ofClient_areReplaced() {
    String[] forged = {
      "-H", "x-user-id: forged",
      "-H", "x-tenant-id: forged",
      "-H", "x-forwarded-client-cert: By=spiffe://forged;URI=spiffe://forged"
    };
    String[] request = join(token(), "-d", TestEnvironment.prompt("Tell me about rivers."));
    CurlResponse answer =
        send(TestEnvironment.uniqueId("istio-forged"), CHAT, join(request, forged));
    assertEquals(200, answer.status(), answer::toString);
    assertEquals("user-viewer", upstream().header("x-user-id"));
    assertEquals("tenant-1", upstream().header("x-tenant-id"));
    String xfcc = upstream().header("x-forwarded-client-cert");
    assertFalse(xfcc.contains("forged"), xfcc);
  }

  @Test
  void stream_koreanData_isMasked() {
    String id = TestEnvironment.uniqueId("istio-stream");
    CurlResponse answer =
        chat(id, TestEnvironment.streamedPrompt(StubCompletions.KOREAN_RECORD_PROMPT));
    assertEquals(200, answer.status(), answer::toString);
    String text = ChatTextAssembler.assembleEvents(answer.body());
    transcript.note("text: " + text);
    assertEquals("고객 김민수님의 주민등록번호는 [RRN]이고, 전화번호는 [PHONE]입니다.", text);
    assertFalse(answer.body().contains(StubCompletions.KOREAN_RRN));
    assertEquals(
        "200 mask t user-viewer", auditRow(id).columns("dlp_action", "streamed", "user_id"));
  }

  @Test
  void secretInPrompt_isBlocked() {
    String id = TestEnvironment.uniqueId("istio-blocked");
    long before = upstream().count();
    assertRejected(400, "DLP_BLOCKED", chat(id, TestEnvironment.blockedPrompt()));
    assertEquals(before, upstream().count());
    assertEquals("400 block DLP_BLOCKED", auditRow(id).columns("dlp_action", "error_code"));
  }

  @Test
  void extauthzDown_allRoutes_areRejected() {
    ManagedProcess server = mesh().pod(IstioMesh.EXTAUTHZ).process("server");
    long before = upstream().count();
    server.kill();
    try {
      String id = TestEnvironment.uniqueId("istio-no-extauthz");
      assertRejected(503, "AUTHZ_UNAVAILABLE", send(id, HEALTH, token()));
      assertEquals(before, upstream().count());
      assertEquals("503 AUTHZ_UNAVAILABLE", auditRow(id).columns("error_code"));
    } finally {
      server.start();
      server.awaitReady();
      awaitAnswers();
    }
  }

  @Test
  void extprocDown_onlyInspectedRoutes_areRejected() {
    ManagedProcess server = mesh().pod(IstioMesh.EXTPROC).process("server");
    server.kill();
    try {
      long before = upstream().count();
      CurlResponse answer =
          chat(
              TestEnvironment.uniqueId("istio-no-extproc"),
              TestEnvironment.prompt(StubCompletions.KOREAN_RECORD_PROMPT));
      assertRejected(503, "DLP_UNAVAILABLE", answer);
      assertEquals(before, upstream().count());
      assertEquals(200, send("istio-uninspected", HEALTH, token()).status());
    } finally {
      server.start();
      server.awaitReady();
      awaitAnswers();
    }
  }

  @Test
  @Tag("C-24")
  void otherServiceAccount_servers_areDenied() {
    NetworkPod other = mesh().pod(UPSTREAM).network();
    SERVERS.forEach((server, port) -> {
      String url = "http://" + server + "." + IstioMesh.SYSTEM + ":" + port;
      CurlResponse answer =
          transcript.callGrpc("chat to " + server, other, url, "--http2-prior-knowledge");
      assertEquals("7", answer.header("grpc-status").orElse(""), answer::toString);
      assertEquals("RBAC: access denied", answer.header("grpc-message").orElse(""));
    });
  }

  @Test
  @Tag("C-24")
  void noSidecar_servers_areRefused() {
    SERVERS.forEach((server, port) -> {
      String url = "http://" + mesh().pod(server + "-0").network().address() + ":" + port;
      assertRefused(
          transcript.callGrpc(
              "outside to " + server, mesh().outside(), url, "--http2-prior-knowledge"));
    });
  }

  @Test
  @Tag("C-24")
  void upstream_aroundGateway_isClosed() {
    String address = mesh().pod(UPSTREAM).network().address();
    String[] plaintext = {"http://" + address + ":8080/_seen"};
    transcript.assertRefused("outside to the upstream", mesh().outside(), plaintext);
    NetworkPod other = mesh().pod(IstioMesh.EXTAUTHZ).network();
    String[] named = {"http://chat.upstreams:8080/_seen"};
    assertEquals(403, transcript.send("extauthz-server to the upstream", other, named).status());
  }

  private IstioMesh mesh() {
    if (started == null) {
      throw new IllegalStateException("the mesh has not started");
    }
    return started;
  }

  /** Waits until the policy servers answer within the time limit of the mesh configuration. */
  private void awaitAnswers() {
    String[] request = join(token(), "-d", TestEnvironment.prompt("Tell me about rivers."));
    ConditionWait.awaitTrue(
        "requests pass",
        Duration.ofMinutes(1),
        () -> send("warm-up", CHAT, request).status() == 200);
  }

  private MeshUpstream upstream() {
    return new MeshUpstream(mesh().pod(UPSTREAM).network());
  }

  private MeshAuditRow auditRow(String id) {
    return new MeshAuditRow(mesh().auditRows().awaitOne(id));
  }

  private String[] token() {
    return new String[] {"-H", "Authorization: Bearer " + mesh().issuer().token("viewer")};
  }

  private CurlResponse chat(String id, String prompt) {
    return send(id, CHAT, join(token(), "--no-buffer", "-d", prompt));
  }

  /** Sends a request from outside of the mesh. */
  private CurlResponse send(String id, String url, String... more) {
    String[] common = {
      "--cacert",
      mesh().publicAuthority().toString(),
      "-H",
      "Content-Type: application/json",
      "-H",
      "x-correlation-id: " + id
    };
    return transcript.send(id + " to " + url, mesh().outside(), join(common, more), url);
  }
}
