package dev.sluice.controller.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.api.agent.TestAuthority;
import dev.sluice.controller.api.agent.TestRequests;
import dev.sluice.controller.testkit.Postgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test of the certificates of agents. */
@Tag("C-68")
@ExtendWith(NoWarnings.class)
final class AgentCertificateIT {
  private static final String CERTIFICATES = "/v1/agent/certificates";

  @RegisterExtension final Postgres postgres = Postgres.migrated();
  @TempDir Path folder;
  private final AnswerSchemas schemas = new AnswerSchemas();
  @AutoClose private ApiTestServer server;
  private ApiClient operator;
  private String cluster;

  @BeforeEach
  void start() throws IOException {
    server =
        ApiTestServer.withTokens(
            postgres, folder, new TestAuthority(Duration.ofDays(1)).write(folder));
    operator = server.user("root", "system-admin", "system", "");
    cluster =
        ApiWorld.made(
            operator,
            "/v1/operator/clusters",
            "{'name': 'edge', 'region': 'eu', 'cloud_provider': 'on-premise', 'status': 'active'}");
  }

  private String token() {
    String path = "/v1/operator/clusters/" + cluster + "/registration-tokens";
    return operator.post(path, "").expect(201).json().path("token").asString();
  }

  private ApiClient.Answer register(String token, String csr) {
    return server
        .anonymous()
        .post(
            "/v1/agent/register",
            JsonMapper.shared()
                .writeValueAsString(
                    Map.of("token", token, "name", "envoy-1", "kind", "envoy", "csr", csr)));
  }

  private static String body(String csr) {
    return JsonMapper.shared().writeValueAsString(Map.of("csr", csr));
  }

  private static X509Certificate leaf(JsonNode answer) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    answer.path("certificate").asString().getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  @DisplayName(
      "C-68 an agent gets a certificate for its own id, also when it requests another name")
  void certificate_ofRegistration_namesTheAgent() throws CertificateException {
    String other = "spiffe://test.example/sluice/envoy/00000000-0000-0000-0000-000000000001";
    JsonNode agent =
        schemas.valid(
            "RegisteredAgent", register(token(), TestRequests.forName(other)).expect(201).json());
    String id = agent.path("agent_id").asString();
    assertEquals(new SpiffeId("test.example", "envoy", id), SpiffeId.of(leaf(agent)));
    JsonNode next =
        schemas.valid(
            "AgentCertificate",
            server
                .withToken(agent.path("token").asString())
                .post(CERTIFICATES, body(TestRequests.forName(other)))
                .expect(201)
                .json());
    assertEquals(new SpiffeId("test.example", "envoy", id), SpiffeId.of(leaf(next)));
    assertEquals(2, server.metrics.counter("agent_certificates_total", "kind", "envoy").count());
    assertEquals(
        List.of("2|2|t"),
        postgres.query(
            "select count(*), count(distinct after ->> 'serial'),"
                + " bool_and(after ->> 'spiffe_id' like '%"
                + id
                + "') from change_events"
                + " where resource_type = 'agent_certificate'"));
  }

  @Test
  @DisplayName("C-68 a rejected request for a certificate does not use the token up")
  void register_rejectedRequest_keepsTheToken() {
    String token = token();
    register(token, "garbage").expect(422);
    register(token, "x".repeat(16_385)).expect(422);
    assertEquals(List.of("0"), postgres.query("select count(*) from agents"));
    register(token, TestRequests.valid()).expect(201);
    register(token, TestRequests.valid()).expect(401);
  }

  @Test
  @DisplayName("C-68 users and revoked agents get no certificate")
  void certificate_ofOthers_is401() {
    JsonNode agent = register(token(), TestRequests.valid()).expect(201).json();
    String body = body(TestRequests.valid());
    server.as("root").post(CERTIFICATES, body).expect(401);
    server.anonymous().post(CERTIFICATES, body).expect(401);
    ApiClient client = server.withToken(agent.path("token").asString());
    client.post(CERTIFICATES, "{}").expect(422);
    postgres.execute("update agents set status = 'revoked'");
    client.post(CERTIFICATES, body).expect(401);
  }

  @Test
  void csr_withoutAuthority_isRejected() throws IOException {
    try (ApiTestServer plain = new ApiTestServer(postgres, folder)) {
      String body =
          JsonMapper.shared()
              .writeValueAsString(
                  Map.of(
                      "token", token(), "name", "a", "kind", "envoy", "csr", TestRequests.valid()));
      ApiClient.Answer answer = plain.anonymous().post("/v1/agent/register", body).expect(422);
      assertTrue(answer.firstError().contains("issues no certificates"), answer::firstError);
    }
  }
}
