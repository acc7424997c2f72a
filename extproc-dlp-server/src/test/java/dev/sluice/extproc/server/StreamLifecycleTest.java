package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.Canary;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.waf.RouteWafParts;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.policy.BodyDirection;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamLifecycleTest {
  private static final Map<String, String> JSON =
      Map.of(
          ":method", "POST",
          ":path", "/v1/chat",
          ":authority", "Api.Example:8081",
          "content-type", "application/json");

  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @RegisterExtension final Canary canary = new Canary("canary-of-a-body");

  private TestServer server = TestServer.blocking();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void stream_closedEarly_endsInError() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    envoy.requestBody("held", false);
    assertEquals(Status.Code.ABORTED, envoy.halfClose().getCode());
    server.awaitQuiet();
  }

  @Test
  void stream_cancelled_releasesAll() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    envoy.requestBody("held", false);
    Await.until(() -> server.budget.used() > 0);
    envoy.cancel();
    server.awaitQuiet();
  }

  @Test
  void stream_idle_endsInError() {
    server.close();
    server = new TestServer(new WordInspector("v1", true), Duration.ofMillis(50));
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    assertEquals(Status.Code.DEADLINE_EXCEEDED, envoy.awaitEnd().getCode());
    server.awaitQuiet();
    assertEquals(1, server.counted("extproc_streams_expired_total"));
  }

  @Test
  void stream_beyondLimit_isRejected() {
    List<FakeEnvoy> open = new ArrayList<>();
    for (int i = 0; i < TestServer.MAX_STREAMS; i++) {
      open.add(FakeEnvoy.open(server.channel()).requestHeaders(JSON, false));
    }
    Await.until(() -> server.streams.size() == TestServer.MAX_STREAMS);
    Status end = FakeEnvoy.open(server.channel()).awaitEnd();
    assertEquals(Status.Code.RESOURCE_EXHAUSTED, end.getCode());
    open.getFirst().cancel();
    Await.until(() -> server.streams.size() == TestServer.MAX_STREAMS - 1);
    FakeEnvoy.open(server.channel()).requestHeaders(Map.of(), true).await(1);
  }

  @Test
  void stream_policyReload_keepsFirstPolicy() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    Await.until(() -> server.streams.size() == 1);
    envoy.requestBody("a", false);
    Await.until(() -> server.budget.used() > 0);
    server.policy.set(new WordInspector("v2", false));
    assertEquals("v1", envoy.requestBody("b", true).awaitRequest().metadata("policy_version"));
    envoy.responseHeaders(Map.of("content-type", "text/plain"), false);
    assertEquals("v1", envoy.responseBody("c", true).awaitResponse().metadata("policy_version"));
    FakeEnvoy next = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    assertEquals("v2", next.requestBody("b", true).awaitRequest().metadata("policy_version"));
  }

  @Test
  void stream_serverStops_endsInError() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).requestHeaders(JSON, false);
    Await.until(() -> server.streams.size() == 1);
    server.close();
    assertNotEquals(Status.Code.OK, envoy.awaitEnd().getCode());
  }

  @Test
  void stream_processorThrows_errorHasNoDetails() {
    warnings.expect("a stream failed: java.lang.IllegalStateException at dev.sluice.");
    warnings.expect(" correlation_id=corr-1");
    server.policy.set(new Broken());
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel())
            .decided(Map.of("route", "p/chat", "correlation_id", "corr-1"))
            .requestHeaders(JSON, false);
    Status end = envoy.awaitEnd();
    assertEquals(Status.Code.INTERNAL, end.getCode());
    canary.assertAbsent("the status", String.valueOf(end));
  }

  @Test
  void scope_decisionMetadata_isUsed() {
    WordInspector inspector = new WordInspector("v1", false);
    server.policy.set(inspector);
    FakeEnvoy envoy =
        FakeEnvoy.open(server.channel())
            .decided(Map.of("route", "p/chat", "tenant", "t1", "environment", "prod"))
            .requestHeaders(JSON, false);
    envoy.await(1);
    assertEquals(
        List.of(new ExchangeScope("p/chat", "t1", "prod", "api.example", "/v1/chat")),
        inspector.scopes());
  }

  @Test
  void scope_noDecision_usesRequest() {
    WordInspector inspector = new WordInspector("v1", false);
    server.policy.set(inspector);
    FakeEnvoy.open(server.channel()).requestHeaders(JSON, false).await(1);
    assertEquals(
        List.of(new ExchangeScope("", "", "dev", "api.example", "/v1/chat")), inspector.scopes());
  }

  @Test
  void metrics_projectsBeyondCap_areOther() {
    for (String project : List.of("p1", "p2", "p3", "p4")) {
      FakeEnvoy envoy = FakeEnvoy.open(server.channel()).decided(Map.of("project", project));
      envoy.requestHeaders(JSON, false).requestBody("blockme", true).awaitRequest();
      envoy.halfClose();
    }
    server.awaitQuiet();
    assertEquals(2, server.counted("ai_gateway_dlp_actions_total", "project_id", "other"), 1e-9);
    assertTrue(server.metrics.find("extproc_streams_active").gauge() != null);
  }

  private record Broken() implements Inspector {
    @Override
    public String version() {
      return "broken";
    }

    @Override
    public Optional<BodyInspection> open(
        BodyDirection direction,
        String contentType,
        ExchangeScope scope,
        InspectionSettings settings) {
      throw new IllegalStateException("canary-of-a-body");
    }

    @Override
    public boolean mayBlock(BodyDirection direction, ExchangeScope scope, RouteWafParts waf) {
      return true;
    }
  }
}
