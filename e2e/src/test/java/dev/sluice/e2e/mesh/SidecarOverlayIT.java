package dev.sluice.e2e.mesh;

import static dev.sluice.e2e.mesh.MeshTranscript.assertRefused;
import static dev.sluice.e2e.mesh.MeshTranscript.assertRejected;
import static dev.sluice.e2e.mesh.MeshTranscript.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.istio.NeedsIstio;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  @RegisterExtension
  final MeshUnderTest run =
      new MeshUnderTest(MeshInstallation.SIDECAR, request -> send("warm-up", CHAT, request));

  @Test
  void noToken_isRejected() {
    String id = TestEnvironment.uniqueId("sidecar-anonymous");
    long before = run.upstream("shop-0").count();
    assertRejected(401, "AUTH_INVALID_TOKEN", send(id, CHAT, "-d", "{}"));
    assertEquals(before, run.upstream("shop-0").count());
    MeshAuditRow row = run.auditRow(id);
    assertEquals("401 AUTH_INVALID_TOKEN", row.columns("error_code"));
    assertEquals(CLIENT, row.extra("principal"));
  }

  @Test
  void stream_koreanData_isMasked() {
    String id = TestEnvironment.uniqueId("sidecar-stream");
    CurlResponse answer = chat(id, CHAT);
    assertEquals(200, answer.status(), answer::toString);
    String text = ChatTextAssembler.assembleEvents(answer.body());
    run.transcript().note("text: " + text);
    assertEquals("고객 김민수님의 주민등록번호는 [RRN]이고, 전화번호는 [PHONE]입니다.", text);
    assertFalse(answer.body().contains(StubCompletions.KOREAN_RRN));
    List<String> identities = run.upstream("shop-0").identities();
    run.transcript().note("x-forwarded-client-cert: " + identities);
    assertTrue(
        identities.contains("By=spiffe://cluster.local/ns/apps/sa/shop"), identities::toString);
    assertTrue(identities.contains("URI=" + CLIENT), identities::toString);
    MeshAuditRow row = run.auditRow(id);
    assertEquals("200 mask t user-viewer", row.columns("dlp_action", "streamed", "user_id"));
    assertEquals(CLIENT, row.extra("principal"));
  }

  @Test
  void secretInPrompt_isBlocked() {
    String id = TestEnvironment.uniqueId("sidecar-blocked");
    long before = run.upstream("shop-0").count();
    String[] request = join(run.token(), "-d", TestEnvironment.blockedPrompt());
    assertRejected(400, "DLP_BLOCKED", send(id, CHAT, request));
    assertEquals(before, run.upstream("shop-0").count());
    assertEquals("400 block DLP_BLOCKED", run.auditRow(id).columns("dlp_action", "error_code"));
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
    run.whileDown(
        IstioMesh.EXTPROC,
        () -> {
          long before = run.upstream("shop-0").count();
          String id = TestEnvironment.uniqueId("sidecar-no-extproc");
          assertRejected(503, "DLP_UNAVAILABLE", chat(id, CHAT));
          assertEquals(before, run.upstream("shop-0").count());
          assertEquals(200, chat(id, UNINSPECTED).status());
        });
  }

  @Test
  void extauthzDown_allPods_areClosed() {
    run.whileDown(
        IstioMesh.EXTAUTHZ,
        () -> {
          String id = TestEnvironment.uniqueId("sidecar-no-extauthz");
          assertRejected(503, "AUTHZ_UNAVAILABLE", chat(id, UNINSPECTED));
          assertEquals("503 AUTHZ_UNAVAILABLE", run.auditRow(id).columns("error_code"));
        });
  }

  @Test
  @Tag("C-24")
  void noSidecar_isRefused() {
    for (String pod : List.of("shop-0", "plain-0")) {
      String[] plaintext = {"http://" + run.mesh().pod(pod).network().address() + ":8080/_seen"};
      run.transcript().assertRefused("outside to " + pod, run.mesh().outside(), plaintext);
    }
    String server = run.mesh().pod(IstioMesh.EXTPROC).network().address();
    assertRefused(
        run.transcript()
            .callGrpc(
                "outside to extproc-dlp-server",
                run.mesh().outside(),
                "http://" + server + ":9002",
                "--http2-prior-knowledge"));
  }

  private CurlResponse chat(String id, String url) {
    String prompt = TestEnvironment.streamedPrompt(StubCompletions.KOREAN_RECORD_PROMPT);
    return send(id, url, join(run.token(), "--no-buffer", "-d", prompt));
  }

  /** Sends a request from the client's pod. */
  private CurlResponse send(String id, String url, String... more) {
    String[] common = {"-H", "Content-Type: application/json", "-H", "x-correlation-id: " + id};
    NetworkPod client = run.mesh().pod("client-0").network();
    return run.transcript().send(id + " to " + url, client, join(common, more), url);
  }
}
