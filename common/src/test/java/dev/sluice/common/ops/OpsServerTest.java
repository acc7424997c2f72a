package dev.sluice.common.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.MissingDependencyException;
import dev.sluice.common.telemetry.Telemetry;
import dev.sluice.common.testkit.NoWarnings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("C-86")
class OpsServerTest {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Readiness readiness = new Readiness();
  private final OpsServer server =
      new OpsServer(new HostPort("127.0.0.1", 0), readiness, Telemetry.registry("tiny"));

  @BeforeEach
  void addActions() {
    server.addAction("/ops/echo", OpsServerTest::echo);
    server.addAction("/ops/broken", OpsServerTest::broken);
  }

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void healthz_running_isOk() throws Exception {
    assertAnswer(200, "{\"status\":\"ok\"}\n", get("/healthz"));
  }

  @Test
  void metrics_openMetricsAccepted_areOpenMetrics() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + server.address() + "/metrics"))
            .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;q=0.5")
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        answer.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(answer.body().endsWith("# EOF\n"), answer.body());
    assertTrue(
        get("/metrics")
            .headers()
            .firstValue("Content-Type")
            .orElseThrow()
            .startsWith("text/plain"));
  }

  @Test
  void readyz_notReady_namesComponent() throws Exception {
    readiness.component("grpc").ready("listens");
    Readiness.Component jwks = readiness.component("jwks");
    jwks.failed("no keys");
    assertAnswer(
        503,
        "{\"status\":\"not ready\",\"failing\":[\"jwks\"],\"parts\":{"
            + "\"grpc\":{\"ready\":true,\"note\":\"listens\"},"
            + "\"jwks\":{\"ready\":false,\"note\":\"no keys\"}}}\n",
        get("/readyz"));
    jwks.ready();
    HttpResponse<String> ready = get("/readyz");
    assertEquals(200, ready.statusCode());
    assertTrue(ready.body().contains("\"failing\":[]"), ready.body());
  }

  @Test
  void metrics_default_haveJvmAndBuild() throws Exception {
    HttpResponse<String> answer = get("/metrics");
    assertEquals(
        "text/plain; version=0.0.4; charset=utf-8",
        answer.headers().firstValue("Content-Type").orElse(""));
    assertTrue(answer.body().contains("jvm_memory_used_bytes"));
    assertTrue(answer.body().contains("sluice_build_info{server=\"tiny\",version=\"0."));
  }

  @Test
  void version_request_returnsBuildVersion() throws Exception {
    assertTrue(get("/version").body().startsWith("{\"version\":\"0."));
  }

  @Test
  void request_otherPathOrMethod_isRejected() throws Exception {
    assertEquals(404, get("/").statusCode());
    assertEquals(404, get("/healthz/x").statusCode());
    assertEquals(405, send("POST", "/healthz").statusCode());
    HttpResponse<String> head = send("HEAD", "/healthz");
    assertEquals(200, head.statusCode());
    assertEquals("", head.body());
  }

  @Test
  void action_post_getsPathHeadersAndClient() throws Exception {
    assertAnswer(
        403,
        "{\"error\":{\"code\":\"A\",\"message\":\"POST /ops/echo from 127.0.0.1\"},"
            + "\"correlation_id\":\"mine\"}\n",
        send("POST", "/ops/echo"));
    assertEquals(405, send("GET", "/ops/echo").statusCode());
    assertEquals(405, send("POST", "/ops/echo/x").statusCode());
  }

  @Test
  void action_failing_isLoggedOnly() throws Exception {
    warnings.expect("POST /ops/broken from 127.0.0.1 failed");
    assertAnswer(500, "{\"error\":\"failed; see the log\"}\n", send("POST", "/ops/broken"));
  }

  private static OpsResponse echo(OpsRequest request) {
    String correlation = request.header("X-Correlation-Id").orElse("none");
    return OpsResponse.error(403, "A", request.toString(), correlation);
  }

  private static OpsResponse broken(OpsRequest request) {
    throw new IllegalStateException(request.path());
  }

  @Test
  void start_portInUse_namesKey() {
    MissingDependencyException absent =
        assertThrows(
            MissingDependencyException.class,
            () -> new OpsServer(server.address(), readiness, Telemetry.registry("other")).close());
    assertEquals("port " + server.address() + " is in use (ops.address)", absent.getMessage());
  }

  private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
    assertEquals(body, answer.body());
    assertEquals(status, answer.statusCode());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://" + server.address() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("x-correlation-id", "mine")
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
