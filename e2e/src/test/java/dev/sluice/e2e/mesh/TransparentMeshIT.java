package dev.sluice.e2e.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.client.AuditRow;
import dev.sluice.e2e.client.ChatTextAssembler;
import dev.sluice.e2e.stub.StubCompletions;
import dev.sluice.e2e.support.TestEnvironment;
import dev.sluice.e2e.support.TestEnvironmentExtension;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tests of a mesh whose sidecars redirect all traffic: neither the client nor the upstream
 * knows of them. The upstream's sidecar asks the policy servers over mutual TLS.
 */
@ExtendWith(TestEnvironmentExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
final class TransparentMeshIT {
  private static final String CHAT = "http://" + SidecarMesh.HOST + "/v1/chat/completions";
  private static final String[] GRPC = {
    "-H", "content-type: application/grpc", "-H", "te: trailers", "--data-binary", ""
  };
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TestEnvironment sluice;
  private final MeshTranscript transcript = new MeshTranscript();
  private @Nullable SidecarMesh started;

  @RegisterExtension
  final TestWatcher failures =
      new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
          System.err.println(transcript);
          System.err.println(mesh().logTails());
        }
      };

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
    CurlResponse answer = chat(mesh().client(), id, StubCompletions.KOREAN_RECORD_PROMPT, true);
    assertEquals(200, answer.status(), answer::toString);
    assertEquals("", answer.error());
    assertEquals("고객 김민수님의 주민등록번호는 [RRN]이고, 전화번호는 [PHONE]입니다.", text(answer));
    assertFalse(answer.body().contains(StubCompletions.KOREAN_RRN));
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals("200 mask t user-viewer", columns(row, "dlp_action", "streamed", "user_id"));
    assertEquals(SidecarMesh.CLIENT, principal(row));
  }

  @Test
  void upstream_bothIdentities_areInXfcc() {
    String id = TestEnvironment.uniqueId("mesh-xfcc");
    assertEquals(200, chat(mesh().client(), id, "Tell me about rivers.", false).status());
    JsonNode headers = seen().path("headers");
    String xfcc = headers.path("x-forwarded-client-cert").asString();
    transcript.note("x-forwarded-client-cert: " + xfcc);
    List<String> parts = List.of(xfcc.split(";"));
    assertTrue(parts.contains("By=" + SidecarMesh.SERVER), xfcc);
    assertTrue(parts.contains("URI=" + SidecarMesh.CLIENT), xfcc);
    assertEquals("user-viewer", headers.path("x-user-id").asString());
    assertEquals("", headers.path("authorization").asString(""));
  }

  @Test
  void clientXfcc_isReplaced() {
    String id = TestEnvironment.uniqueId("mesh-forged");
    CurlResponse answer =
        send(
            mesh().client(),
            id,
            CHAT,
            "-H",
            "x-forwarded-client-cert: By=spiffe://forged;URI=" + SidecarMesh.SERVER,
            "-d",
            TestEnvironment.prompt("Tell me about rivers."));
    assertEquals(200, answer.status(), answer::toString);
    String xfcc = seen().path("headers").path("x-forwarded-client-cert").asString();
    assertFalse(xfcc.contains("forged"), xfcc);
  }

  @Test
  void noToken_isRejected() {
    String id = TestEnvironment.uniqueId("mesh-anonymous");
    long before = upstreamCount();
    CurlResponse answer =
        transcript.add(
            "client, no token",
            mesh()
                .client()
                .curl("-H", "x-correlation-id: " + id, "-d", TestEnvironment.prompt("a"), CHAT));
    assertRejected(401, "AUTH_INVALID_TOKEN", answer);
    assertEquals(before, upstreamCount());
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals("401 AUTH_INVALID_TOKEN", columns(row, "error_code"));
    assertEquals(SidecarMesh.CLIENT, principal(row));
  }

  @Test
  void otherIdentity_validToken_isRejected() {
    String id = TestEnvironment.uniqueId("mesh-stranger");
    long before = upstreamCount();
    assertRejected(403, "AUTH_FORBIDDEN", chat(mesh().stranger(), id, "a", false));
    assertEquals(before, upstreamCount());
    AuditRow row = sluice.auditRows().awaitOne(id);
    assertEquals("403 AUTH_FORBIDDEN user-viewer", columns(row, "error_code", "user_id"));
    assertEquals(SidecarMesh.STRANGER, principal(row));
    assertEquals("condition:peer", extra(row, "auth_rule"));
  }

  @Test
  void secretInPrompt_isBlocked() {
    String id = TestEnvironment.uniqueId("mesh-blocked");
    long before = upstreamCount();
    CurlResponse answer = send(mesh().client(), id, CHAT, "-d", TestEnvironment.blockedPrompt());
    assertRejected(400, "DLP_BLOCKED", answer);
    assertEquals(before, upstreamCount());
    assertEquals(
        "400 block DLP_BLOCKED",
        columns(sluice.auditRows().awaitOne(id), "dlp_action", "error_code"));
  }

  @Test
  void bypass_plaintext_isRefused() {
    for (NetworkPod pod : List.of(mesh().outsider(), mesh().client())) {
      for (int port : List.of(8080, 15006)) {
        assertRefused(pod, "http://" + mesh().server().address() + ":" + port + "/_seen");
      }
    }
    assertEquals(200, mesh().server().curl("http://127.0.0.1:8080/_seen").status());
  }

  @Test
  void bypass_noCertificate_isRefused() {
    String server = mesh().server().address();
    assertRefused(mesh().outsider(), "https://" + server + ":8080/v1/models", "--insecure");
  }

  @Test
  void bypass_foreignCertificate_isRefused() {
    String server = "https://" + mesh().server().address() + ":8080/v1/models";
    String folder = mesh().foreignCertificate(SidecarMesh.CLIENT);
    assertRefused(mesh().outsider(), server, withCertificate(folder));
  }

  @Test
  void bypass_certificateOfOther_isRejected() {
    String server = "https://" + mesh().server().address() + ":8080/v1/models";
    assertRejected(
        403,
        "AUTH_FORBIDDEN",
        send(
            mesh().outsider(),
            TestEnvironment.uniqueId("mesh-other"),
            server,
            withCertificate(mesh().certificate(SidecarMesh.STRANGER))));
    // The certificate of the client passes on the same way: nothing else refuses the call above.
    CurlResponse own =
        send(
            mesh().outsider(),
            TestEnvironment.uniqueId("mesh-own"),
            server,
            withCertificate(mesh().certificate(SidecarMesh.CLIENT)));
    assertEquals(200, own.status(), own::toString);
  }

  @Test
  void policyServers_otherCallers_areRefused() {
    NetworkPod outsider = mesh().outsider();
    String[] other = withCertificate(mesh().certificate(SidecarMesh.CLIENT));
    String[] own = withCertificate(mesh().certificate(SidecarMesh.SERVER));
    for (int port : List.of(9001, 9002)) {
      String call = mesh().policy().address() + ":" + port + "/sluice.Unknown/Call";
      assertRefused(outsider, "http://" + call, add(GRPC, "--http2-prior-knowledge"));
      assertRefused(outsider, "https://" + call, add(GRPC, other));
      // The sidecar of the upstream is let through: the server has no such method.
      CurlResponse answer = outsider.curl(add(add(GRPC, own), "https://" + call));
      assertEquals("12", answer.header("grpc-status").orElse(""), answer::toString);
    }
  }

  private SidecarMesh mesh() {
    if (started == null) {
      throw new IllegalStateException("the mesh has not started");
    }
    return started;
  }

  private CurlResponse chat(NetworkPod pod, String id, String prompt, boolean stream) {
    String body = stream ? TestEnvironment.streamedPrompt(prompt) : TestEnvironment.prompt(prompt);
    return send(pod, id, CHAT, "--no-buffer", "-d", body);
  }

  /** Sends a request with the token of a viewer. */
  private CurlResponse send(NetworkPod pod, String id, String url, String... more) {
    String[] request =
        add(
            more,
            "-H",
            "Authorization: Bearer " + sluice.stack().issuer().token("viewer"),
            "-H",
            "Content-Type: application/json",
            "-H",
            "x-correlation-id: " + id,
            url);
    return transcript.add(id + " from " + pod.address() + " to " + url, pod.curl(request));
  }

  private void assertRefused(NetworkPod pod, String url, String... more) {
    CurlResponse answer = transcript.add(pod.address() + " to " + url, pod.curl(add(more, url)));
    assertEquals(0, answer.status(), answer::toString);
    // The connection ended without a response, seen at different moments of the call.
    assertTrue(answer.error().matches("(?s)(16|18|35|52|55|56) .*"), answer::toString);
  }

  private static void assertRejected(int status, String code, CurlResponse answer) {
    assertEquals(
        status + " " + code,
        answer.status() + " " + JSON.readTree(answer.body()).path("error").path("code").asString(),
        answer::toString);
  }

  private static String[] withCertificate(String folder) {
    return new String[] {"--insecure", "--cert", folder + "/tls.crt", "--key", folder + "/tls.key"};
  }

  private static String[] add(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** Returns what the upstream received last. */
  private JsonNode seen() {
    return JSON.readTree(mesh().server().curl("http://127.0.0.1:8080/_seen").body());
  }

  private long upstreamCount() {
    return seen().path("count").asLong();
  }

  private static String text(CurlResponse answer) {
    return ChatTextAssembler.assembleEvents(answer.body());
  }

  private static String columns(AuditRow row, String... names) {
    StringBuilder text = new StringBuilder(row.column("status_code"));
    for (String name : names) {
      text.append(' ').append(row.column(name));
    }
    return text.toString();
  }

  private static String principal(AuditRow row) {
    return extra(row, "principal");
  }

  private static String extra(AuditRow row, String name) {
    return JSON.readTree(row.column("extra")).path(name).asString("");
  }
}
