package dev.sluice.e2e.mesh;

import static dev.sluice.e2e.mesh.MeshTranscript.assertRefused;
import static dev.sluice.e2e.mesh.MeshTranscript.assertRejected;
import static dev.sluice.e2e.mesh.MeshTranscript.join;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * The tests of a mesh whose sidecars redirect all traffic: neither the client nor the upstream
 * knows of them. The upstream's sidecar asks the policy servers over mutual TLS.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class TransparentMeshIT {
  private static final String CHAT = "http://" + SidecarMesh.HOST + "/v1/chat/completions";

  private final TestEnvironment sluice;
  private final MeshTranscript transcript = new MeshTranscript();
  private @Nullable SidecarMesh started;

  @RegisterExtension
  final TestWatcher failures = transcript.printedOnFailure(() -> mesh().logTails());

  TransparentMeshIT(TestEnvironment sluice) {
    this.sluice = sluice;
  }

  @BeforeAll
  void start() {
    Optional<String> missing = MeshRequirements.missing();
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    started = new SidecarMesh(sluice.stack());
    started.start();
  }

  @AfterAll
  void close() {
    if (started != null) {
      started.close();
    }
  }

  @Test
  void stream_koreanData_isMasked() {
    String id = TestEnvironment.uniqueId("mesh-stream");
    String prompt = TestEnvironment.streamedPrompt(StubCompletions.KOREAN_RECORD_PROMPT);
    CurlResponse answer = send(mesh().client(), id, CHAT, "--no-buffer", "-d", prompt);
    assertEquals(200, answer.status(), answer::toString);
    assertEquals("", answer.error());
    assertEquals(
        "고객 김민수님의 주민등록번호는 [RRN]이고, 전화번호는 [PHONE]입니다.",
        ChatTextAssembler.assembleEvents(answer.body()));
    assertFalse(answer.body().contains(StubCompletions.KOREAN_RRN));
    MeshAuditRow row = auditRow(id);
    assertEquals("200 mask t user-viewer", row.columns("dlp_action", "streamed", "user_id"));
    assertEquals(SidecarMesh.CLIENT, row.extra("principal"));
  }

  @Test
  void upstream_bothIdentities_areInXfcc() {
    String id = TestEnvironment.uniqueId("mesh-xfcc");
    assertEquals(200, chat(mesh().client(), id).status());
    List<String> identities = upstream().identities();
    transcript.note("x-forwarded-client-cert: " + identities);
    assertTrue(identities.contains("By=" + SidecarMesh.SERVER), identities::toString);
    assertTrue(identities.contains("URI=" + SidecarMesh.CLIENT), identities::toString);
    assertEquals("user-viewer", upstream().header("x-user-id"));
    assertEquals("", upstream().header("authorization"));
  }

  @Test
  void clientXfcc_isReplaced() {
    String forged = "x-forwarded-client-cert: By=spiffe://forged;URI=" + SidecarMesh.SERVER;
    CurlResponse answer =
        send(
            mesh().client(),
            TestEnvironment.uniqueId("mesh-forged"),
            CHAT,
            "-H",
            forged,
            "-d",
            TestEnvironment.prompt("Tell me about rivers."));
    assertEquals(200, answer.status(), answer::toString);
    String xfcc = upstream().header("x-forwarded-client-cert");
    assertFalse(xfcc.contains("forged"), xfcc);
  }

  @Test
  void noToken_isRejected() {
    String id = TestEnvironment.uniqueId("mesh-anonymous");
    long before = upstream().count();
    String[] request = {"-H", "x-correlation-id: " + id, "-d", TestEnvironment.prompt("a"), CHAT};
    assertRejected(
        401, "AUTH_INVALID_TOKEN", transcript.send("no token", mesh().client(), request));
    assertEquals(before, upstream().count());
    MeshAuditRow row = auditRow(id);
    assertEquals("401 AUTH_INVALID_TOKEN", row.columns("error_code"));
    assertEquals(SidecarMesh.CLIENT, row.extra("principal"));
  }

  @Test
  void otherIdentity_validToken_isRejected() {
    String id = TestEnvironment.uniqueId("mesh-stranger");
    long before = upstream().count();
    assertRejected(403, "AUTH_FORBIDDEN", chat(mesh().stranger(), id));
    assertEquals(before, upstream().count());
    MeshAuditRow row = auditRow(id);
    assertEquals("403 AUTH_FORBIDDEN user-viewer", row.columns("error_code", "user_id"));
    assertEquals(SidecarMesh.STRANGER, row.extra("principal"));
    assertEquals("condition:peer", row.extra("auth_rule"));
  }

  @Test
  void secretInPrompt_isBlocked() {
    String id = TestEnvironment.uniqueId("mesh-blocked");
    long before = upstream().count();
    assertRejected(
        400, "DLP_BLOCKED", send(mesh().client(), id, CHAT, "-d", TestEnvironment.blockedPrompt()));
    assertEquals(before, upstream().count());
    assertEquals("400 block DLP_BLOCKED", auditRow(id).columns("dlp_action", "error_code"));
  }

  @Test
  @Tag("C-24")
  void bypass_plaintext_isRefused() {
    for (NetworkPod pod : List.of(mesh().outsider(), mesh().client())) {
      for (int port : List.of(8080, 15006)) {
        String url = "http://" + mesh().server().address() + ":" + port + "/_seen";
        transcript.assertRefused("plaintext", pod, new String[] {url});
      }
    }
    // The application listens: only the redirection keeps others away.
    assertEquals(200, mesh().server().curl("http://127.0.0.1:8080/_seen").status());
  }

  @Test
  @Tag("C-24")
  void bypass_noCertificate_isRefused() {
    String[] arguments = {"--insecure", models()};
    transcript.assertRefused("TLS without certificate", mesh().outsider(), arguments);
  }

  @Test
  @Tag("C-24")
  void bypass_foreignCertificate_isRefused() {
    String[] foreign = withCertificate(mesh().foreignCertificate(SidecarMesh.CLIENT));
    assertRefused(send(mesh().outsider(), "foreign", models(), foreign));
  }

  @Test
  @Tag("C-24")
  void bypass_certificateOfOther_isRejected() {
    String[] other = withCertificate(mesh().certificate(SidecarMesh.STRANGER));
    String id = TestEnvironment.uniqueId("mesh-other");
    assertRejected(403, "AUTH_FORBIDDEN", send(mesh().outsider(), id, models(), other));
    // The client's certificate passes in the same way: nothing else refuses the call above.
    String[] own = withCertificate(mesh().certificate(SidecarMesh.CLIENT));
    assertEquals(200, send(mesh().outsider(), id, models(), own).status());
  }

  @Test
  @Tag("C-24")
  void policyServers_otherCallers_areRefused() {
    NetworkPod outsider = mesh().outsider();
    String[] other = withCertificate(mesh().certificate(SidecarMesh.CLIENT));
    String[] own = withCertificate(mesh().certificate(SidecarMesh.SERVER));
    for (int port : List.of(9001, 9002)) {
      String server = mesh().policy().address() + ":" + port;
      assertRefused(
          transcript.callGrpc(
              "plaintext", outsider, "http://" + server, "--http2-prior-knowledge"));
      assertRefused(transcript.callGrpc("as client", outsider, "https://" + server, other));
      // The sidecar of the upstream is let through: the server has no such method.
      CurlResponse answer = transcript.callGrpc("as upstream", outsider, "https://" + server, own);
      assertEquals("12", answer.header("grpc-status").orElse(""), answer::toString);
    }
  }

  private SidecarMesh mesh() {
    if (started == null) {
      throw new IllegalStateException("the mesh has not started");
    }
    return started;
  }

  private MeshUpstream upstream() {
    return new MeshUpstream(mesh().server());
  }

  /** Returns a URL at the application's own port, around the client's sidecar. */
  private String models() {
    return "https://" + mesh().server().address() + ":8080/v1/models";
  }

  private MeshAuditRow auditRow(String id) {
    return new MeshAuditRow(sluice.auditRows().awaitOne(id));
  }

  private CurlResponse chat(NetworkPod pod, String id) {
    return send(pod, id, CHAT, "-d", TestEnvironment.prompt("Tell me about rivers."));
  }

  /** Sends a request with the token of a viewer. */
  private CurlResponse send(NetworkPod pod, String id, String url, String... more) {
    String[] headers = {
      "-H", "Authorization: Bearer " + sluice.stack().issuer().token("viewer"),
      "-H", "Content-Type: application/json",
      "-H", "x-correlation-id: " + id
    };
    String what = id + " from " + pod.address() + " to " + url;
    return transcript.send(what, pod, join(headers, more), url);
  }

  private static String[] withCertificate(String folder) {
    return new String[] {"--insecure", "--cert", folder + "/tls.crt", "--key", folder + "/tls.key"};
  }
}
