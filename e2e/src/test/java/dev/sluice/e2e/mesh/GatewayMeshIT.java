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
import dev.sluice.e2e.support.HeaderTable;
import dev.sluice.e2e.support.SentHeader;
import dev.sluice.e2e.support.TestEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  @RegisterExtension
  final MeshUnderTest run =
      new MeshUnderTest(MeshInstallation.GATEWAY, request -> send("warm-up", CHAT, request));

  @Test
  void noToken_isRejected() {
    String id = TestEnvironment.uniqueId("istio-anonymous");
    long before = run.upstream(UPSTREAM).count();
    assertRejected(401, "AUTH_INVALID_TOKEN", send(id, CHAT, "-d", "{}"));
    assertEquals(before, run.upstream(UPSTREAM).count());
    assertEquals("401 AUTH_INVALID_TOKEN", run.auditRow(id).columns("error_code"));
  }

  @Test
  void token_isAllowed_withIdentitiesOfIstiod() {
    String id = TestEnvironment.uniqueId("istio-allowed");
    CurlResponse answer = chat(id, TestEnvironment.prompt("Tell me about rivers."));
    assertEquals(200, answer.status(), answer::toString);
    assertTrue(answer.body().contains(StubCompletions.CLEAN), answer.body());
    List<String> identities = run.upstream(UPSTREAM).identities();
    run.transcript().note("x-forwarded-client-cert: " + identities);
    assertTrue(
        identities.contains("URI=spiffe://cluster.local/ns/istio-ingress/sa/istio-ingress"),
        identities::toString);
    assertTrue(
        identities.contains("By=spiffe://cluster.local/ns/upstreams/sa/chat"),
        identities::toString);
    assertEquals("user-viewer", run.upstream(UPSTREAM).header("x-user-id"));
    assertEquals("", run.upstream(UPSTREAM).header("authorization"));
    assertEquals("200 user-viewer", run.auditRow(id).columns("user_id"));
  }

  @Test
  void identityHeaders_ofClient_areReplaced() {
    String[] forged = {
      "-H", "x-user-id: forged",
      "-H", "x-tenant-id: forged",
      "-H", "x-forwarded-client-cert: By=spiffe://forged;URI=spiffe://forged"
    };
    String[] request = join(run.token(), "-d", TestEnvironment.prompt("Tell me about rivers."));
    CurlResponse answer =
        send(TestEnvironment.uniqueId("istio-forged"), CHAT, join(request, forged));
    assertEquals(200, answer.status(), answer::toString);
    assertEquals("user-viewer", run.upstream(UPSTREAM).header("x-user-id"));
    assertEquals("tenant-1", run.upstream(UPSTREAM).header("x-tenant-id"));
    String xfcc = run.upstream(UPSTREAM).header("x-forwarded-client-cert");
    assertFalse(xfcc.contains("forged"), xfcc);
  }

  @Test
  void forgedHeaders_areRemoved() throws IOException {
    HeaderTable table = new HeaderTable("istiod's Envoy");
    table.fill(this::seen);
    table.assertComplete(false);
  }

  @Test
  void stream_koreanData_isMasked() {
    String id = TestEnvironment.uniqueId("istio-stream");
    CurlResponse answer =
        chat(id, TestEnvironment.streamedPrompt(StubCompletions.KOREAN_RECORD_PROMPT));
    assertEquals(200, answer.status(), answer::toString);
    String text = ChatTextAssembler.assembleEvents(answer.body());
    run.transcript().note("text: " + text);
    assertEquals("고객 김민수님의 주민등록번호는 [RRN]이고, 전화번호는 [PHONE]입니다.", text);
    assertFalse(answer.body().contains(StubCompletions.KOREAN_RRN));
    assertEquals(
        "200 mask t user-viewer", run.auditRow(id).columns("dlp_action", "streamed", "user_id"));
  }

  @Test
  void secretInPrompt_isBlocked() {
    String id = TestEnvironment.uniqueId("istio-blocked");
    long before = run.upstream(UPSTREAM).count();
    assertRejected(400, "DLP_BLOCKED", chat(id, TestEnvironment.blockedPrompt()));
    assertEquals(before, run.upstream(UPSTREAM).count());
    assertEquals("400 block DLP_BLOCKED", run.auditRow(id).columns("dlp_action", "error_code"));
  }

  @Test
  void extauthzDown_allRoutes_areRejected() {
    long before = run.upstream(UPSTREAM).count();
    run.whileDown(
        IstioMesh.EXTAUTHZ,
        () -> {
          String id = TestEnvironment.uniqueId("istio-no-extauthz");
          assertRejected(503, "AUTHZ_UNAVAILABLE", send(id, HEALTH, run.token()));
          assertEquals(before, run.upstream(UPSTREAM).count());
          assertEquals("503 AUTHZ_UNAVAILABLE", run.auditRow(id).columns("error_code"));
        });
  }

  @Test
  void extprocDown_onlyInspectedRoutes_areRejected() {
    run.whileDown(
        IstioMesh.EXTPROC,
        () -> {
          long before = run.upstream(UPSTREAM).count();
          CurlResponse answer =
              chat(
                  TestEnvironment.uniqueId("istio-no-extproc"),
                  TestEnvironment.prompt(StubCompletions.KOREAN_RECORD_PROMPT));
          assertRejected(503, "DLP_UNAVAILABLE", answer);
          assertEquals(before, run.upstream(UPSTREAM).count());
          assertEquals(200, send("istio-uninspected", HEALTH, run.token()).status());
        });
  }

  @Test
  @Tag("C-24")
  void otherServiceAccount_servers_areDenied() {
    NetworkPod other = run.mesh().pod(UPSTREAM).network();
    SERVERS.forEach((server, port) -> {
      String url = "http://" + server + "." + IstioMesh.SYSTEM + ":" + port;
      CurlResponse answer =
          run.transcript().callGrpc("chat to " + server, other, url, "--http2-prior-knowledge");
      assertEquals("7", answer.header("grpc-status").orElse(""), answer::toString);
      assertEquals("RBAC: access denied", answer.header("grpc-message").orElse(""));
    });
  }

  @Test
  @Tag("C-24")
  void noSidecar_servers_areRefused() {
    SERVERS.forEach((server, port) -> {
      String url = "http://" + run.mesh().pod(server + "-0").network().address() + ":" + port;
      assertRefused(
          run.transcript()
              .callGrpc(
                  "outside to " + server, run.mesh().outside(), url, "--http2-prior-knowledge"));
    });
  }

  @Test
  @Tag("C-24")
  void upstream_aroundGateway_isClosed() {
    String address = run.mesh().pod(UPSTREAM).network().address();
    String[] plaintext = {"http://" + address + ":8080/_seen"};
    run.transcript().assertRefused("outside to the upstream", run.mesh().outside(), plaintext);
    NetworkPod other = run.mesh().pod(IstioMesh.EXTAUTHZ).network();
    String[] named = {"http://chat.upstreams:8080/_seen"};
    assertEquals(
        403, run.transcript().send("extauthz-server to the upstream", other, named).status());
  }

  /** Sends a header, and returns what the upstream saw of it, or the status of a rejection. */
  private String seen(SentHeader header) {
    String[] lines =
        header.lines().stream().flatMap(line -> Stream.of("-H", line)).toArray(String[]::new);
    String id = TestEnvironment.uniqueId("istio-header");
    CurlResponse answer = send(id, HEALTH, join(run.token(), lines));
    if (answer.status() != 200) {
      return Integer.toString(answer.status());
    }
    MeshUpstream upstream = run.upstream(UPSTREAM);
    Map<String, String> headers = upstream.headers();
    assertEquals("user-viewer", headers.getOrDefault("x-user-id", ""), headers::toString);
    return HeaderTable.seenIn(headers, header);
  }

  private CurlResponse chat(String id, String prompt) {
    return send(id, CHAT, join(run.token(), "--no-buffer", "-d", prompt));
  }

  /** Sends a request from outside of the mesh. */
  private CurlResponse send(String id, String url, String... more) {
    String[] common = {
      "--cacert",
      run.mesh().publicAuthority().toString(),
      "-H",
      "Content-Type: application/json",
      "-H",
      "x-correlation-id: " + id
    };
    return run.transcript().send(id + " to " + url, run.mesh().outside(), join(common, more), url);
  }
}
