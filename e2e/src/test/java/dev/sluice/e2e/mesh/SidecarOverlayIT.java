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
 * The tests of requests between pods whose sidecars istiod configures from the sidecar overlay. The
 * sidecar of the called application asks the policy servers.
 */
@NeedsIstio
@TestInstance(Lifecycle.PER_CLASS)
final class SidecarOverlayIT {
  private static final String CLIENT = "spiffe://cluster.local/ns/apps/sa/client";
  private static final String CHAT = "http://shop.apps:8080/v1/chat/completions";
  private static final String UNINSPECTED = "http://plain.apps:8080/v1/chat/completions";

  private final MeshTranscript transcript = new MeshTranscript();
  private @Nullable IstioMesh started;

  @RegisterExtension
  final TestWatcher failures = transcript.printedOnFailure(() -> mesh().logTails());

  @BeforeAll
  void start() {
    Optional<String> missing = MeshRequirements.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    started = IstioMesh.start(IstioTools.find().orElseThrow(), MeshInstallation.SIDECAR);
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
    String id = TestEnvironment.uniqueId("sidecar-anonymous");
    long before = upstream("shop").count();
    assertRejected(401, "AUTH_INVALID_TOKEN", send(id, CHAT, "-d", "{}"));
    assertEquals(before, upstream("shop").count());
    MeshAuditRow row = auditRow(id);
    assertEquals("401 AUTH_INVALID_TOKEN", row.columns("error_code"));
    assertEquals(CLIENT, row.extra("principal"));
  }

  @Test
  void stream_koreanData_isMasked() {
    String id = TestEnvironment.uniqueId("sidecar-stream");
    CurlResponse answer = chat(id, CHAT);
    assertEquals(200, answer.status(), answer::toString);
    String text = ChatTextAssembler.assembleEvents(answer.body());
    transcript.note("text: " + text);
    assertEquals("고객 김민수님의 주민등록번호는 [RRN]이고, 전화번호는 [PHONE]입니다.", text);
    assertFalse(answer.body().contains(StubCompletions.KOREAN_RRN));
    List<String> identities = upstream("shop").identities();
    transcript.note("x-forwarded-client-cert: " + identities);
    assertTrue(
        identities.contains("By=spiffe://cluster.local/ns/apps/sa/shop"), identities::toString);
    assertTrue(identities.contains("URI=" + CLIENT), identities::toString);
    MeshAuditRow row = auditRow(id);
    assertEquals("200 mask t user-viewer", row.columns("dlp_action", "streamed", "user_id"));
    assertEquals(CLIENT, row.extra("principal"));
  }

  @Test
  void secretInPrompt_isBlocked() {
    String id = TestEnvironment.uniqueId("sidecar-blocked");
    long before = upstream("shop").count();
    String[] request = join(token(), "-d", TestEnvironment.blockedPrompt());
    assertRejected(400, "DLP_BLOCKED", send(id, CHAT, request));
    assertEquals(before, upstream("shop").count());
    assertEquals("400 block DLP_BLOCKED", auditRow(id).columns("dlp_action", "error_code"));
  }

  @Test
  void podWithoutInspection_isCheckedOnly() {
    String id = TestEnvironment.uniqueId("sidecar-uninspected");
    assertRejected(401, "AUTH_INVALID_TOKEN", send(id, UNINSPECTED, "-d", "{}"));
    CurlResponse answer = chat(id, UNINSPECTED);
    assertEquals(200, answer.status(), answer::toString);
    assertTrue(
        ChatTextAssembler.assembleEvents(answer.body()).contains(StubCompletions.KOREAN_RRN));
  }

  @Test
  void extprocDown_onlyInspectedPods_areClosed() {
    ManagedProcess server = mesh().pod(IstioMesh.EXTPROC).process("server");
    server.kill();
    try {
      long before = upstream("shop").count();
      String id = TestEnvironment.uniqueId("sidecar-no-extproc");
      assertRejected(503, "DLP_UNAVAILABLE", chat(id, CHAT));
      assertEquals(before, upstream("shop").count());
      assertEquals(200, chat(id, UNINSPECTED).status());
    } finally {
      server.start();
      server.awaitReady();
      awaitAnswers();
    }
  }

  @Test
  void extauthzDown_allPods_areClosed() {
    ManagedProcess server = mesh().pod(IstioMesh.EXTAUTHZ).process("server");
    server.kill();
    try {
      String id = TestEnvironment.uniqueId("sidecar-no-extauthz");
      assertRejected(503, "AUTHZ_UNAVAILABLE", chat(id, UNINSPECTED));
      assertEquals("503 AUTHZ_UNAVAILABLE", auditRow(id).columns("error_code"));
    } finally {
      server.start();
      server.awaitReady();
      awaitAnswers();
    }
  }

  @Test
  @Tag("C-24")
  void noSidecar_isRefused() {
    for (String pod : List.of("shop-0", "plain-0")) {
      String[] plaintext = {"http://" + mesh().pod(pod).network().address() + ":8080/_seen"};
      transcript.assertRefused("outside to " + pod, mesh().outside(), plaintext);
    }
    String server = mesh().pod(IstioMesh.EXTPROC).network().address();
    assertRefused(
        transcript.callGrpc(
            "outside to extproc-dlp-server",
            mesh().outside(),
            "http://" + server + ":9002",
            "--http2-prior-knowledge"));
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

  private MeshUpstream upstream(String name) {
    return new MeshUpstream(mesh().pod(name + "-0").network());
  }

  private MeshAuditRow auditRow(String id) {
    return new MeshAuditRow(mesh().auditRows().awaitOne(id));
  }

  private String[] token() {
    return new String[] {"-H", "Authorization: Bearer " + mesh().issuer().token("viewer")};
  }

  private CurlResponse chat(String id, String url) {
    String prompt = TestEnvironment.streamedPrompt(StubCompletions.KOREAN_RECORD_PROMPT);
    return send(id, url, join(token(), "--no-buffer", "-d", prompt));
  }

  /** Sends a request from the client's pod. */
  private CurlResponse send(String id, String url, String... more) {
    String[] common = {"-H", "Content-Type: application/json", "-H", "x-correlation-id: " + id};
    NetworkPod client = mesh().pod("client-0").network();
    return transcript.send(id + " to " + url, client, join(common, more), url);
  }
}
