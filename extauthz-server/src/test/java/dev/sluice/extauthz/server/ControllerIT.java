package dev.sluice.extauthz.server;

import static dev.sluice.extauthz.server.TestExtAuthzServer.metadata;
import static dev.sluice.extauthz.server.TestExtAuthzServer.outcome;
import static dev.sluice.extauthz.server.TestExtAuthzServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import dev.sluice.common.ads.ResourceSetVersion;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.token.jwks.TestJwksServer;
import dev.sluice.common.token.jws.TokenAlgorithm;
import dev.sluice.common.token.verify.TestIssuer;
import dev.sluice.config.v1.AuthMode;
import dev.sluice.config.v1.Dialect;
import dev.sluice.config.v1.Environment;
import dev.sluice.config.v1.Level;
import dev.sluice.config.v1.OAuth2;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.Route;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ControllerIT {
  private static final String TYPE = "type.googleapis.com/sluice.config.v1.Publish";
  private static final TestIssuer ISSUER = TestIssuer.create(TokenAlgorithm.RS256, "one");

  @RegisterExtension private final NoWarnings noWarnings = new NoWarnings();
  @TempDir private Path folder;
  private final TestJwksServer keys = new TestJwksServer(TestIssuer.jwks(ISSUER));
  private final OnePublish controller = new OnePublish();
  private final GrpcServer ads =
      GrpcServer.start(
          "xds",
          new GrpcServerConfig(
              new HostPort("127.0.0.1", 0), 1 << 20, 100, Duration.ofSeconds(1), Optional.empty()),
          new Readiness(),
          List.of(controller));

  @AfterEach
  void stop() {
    ads.close();
    keys.close();
  }

  @Test
  void check_publishAndPolicyFileTogether() {
    try (TestExtAuthzServer server = start()) {
      assertFalse(server.ready(), "no publish yet");
      controller.send(publish(Level.LEVEL_DEVELOPER));
      server.awaitReady();
      String note = server.ops("/readyz");
      assertTrue(note.contains("Publish: 1, version ") && note.contains("Credential: 0"), note);
      assertTrue(server.ops("/metrics").contains("ads_resources{type=\"Publish\"} 1"));
      String viewer = "Bearer " + token("viewer");
      String developer = "Bearer " + token("developer");
      var refused = server.check(named("ai/chat", "/v1/chat", viewer));
      assertEquals("403 AUTH_FORBIDDEN", outcome(refused), "the publish asks for more");
      assertEquals("staging", metadata(refused, "environment"));
      assertEquals("ai", metadata(refused, "publish"));
      assertEquals("allow", outcome(server.check(named("ai/chat", "/v1/chat", developer))));
      assertEquals(
          "allow",
          outcome(server.check(request("/v1/completions", "authorization", viewer))),
          "a route of the file alone");
      assertEquals(
          "503 AUTHZ_UNAVAILABLE", outcome(server.check(named("ai/new", "/v1/new", developer))));

      controller.send(publish(Level.LEVEL_VIEWER));
      Await.until(
          () -> outcome(server.check(named("ai/chat", "/v1/chat", viewer))).equals("allow"));
    }
  }

  private TestExtAuthzServer start() {
    return new TestExtAuthzServer(
        """
        policies: {authz: ../policies/authz.yaml}
        jwt: {jwks-url: "%s"}
        controller: {address: "%s", cache-dir: %s}
        """
            .formatted(keys.uri(), ads.address(), folder));
  }

  private static CheckRequest named(String route, String path, String authorization) {
    CheckRequest.Builder request = request(path, "authorization", authorization).toBuilder();
    request.getAttributesBuilder().putContextExtensions("sluice.route", route);
    return request.build();
  }

  private static String token(String role) {
    Map<String, Object> claims = TestIssuer.claims(Instant.now().getEpochSecond());
    claims.put("role", role);
    return ISSUER.token(claims);
  }

  private static Publish publish(Level level) {
    return Publish.newBuilder()
        .setId("ai")
        .setEnvironment(Environment.ENVIRONMENT_STAGING)
        .setAuthMode(AuthMode.AUTH_MODE_OAUTH2)
        .setOauth2(OAuth2.newBuilder().setIssuer("default"))
        .addHosts("127.0.0.1")
        .addRoutes(
            Route.newBuilder()
                .setId("ai/chat")
                .setPath(PathMatch.newBuilder().setPrefix("/v1/chat"))
                .setMinLevel(level)
                .setDialect(Dialect.DIALECT_OPENAI))
        .build();
  }

  /** A controller that sends one publish on one stream. */
  private static final class OnePublish
      extends AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase {
    private final BlockingQueue<StreamObserver<DeltaDiscoveryResponse>> streams =
        new LinkedBlockingQueue<>();
    private int version;

    void send(Publish publish) {
      StreamObserver<DeltaDiscoveryResponse> stream =
          Await.value(() -> Optional.ofNullable(streams.peek()));
      version++;
      stream.onNext(
          DeltaDiscoveryResponse.newBuilder()
              .setTypeUrl(TYPE)
              .setNonce("n" + version)
              .setSystemVersionInfo(
                  ResourceSetVersion.text(
                      ResourceSetVersion.resourceHash(TYPE, publish.getId(), "v" + version)))
              .addResources(
                  Resource.newBuilder()
                      .setName(publish.getId())
                      .setVersion("v" + version)
                      .setResource(Any.pack(publish)))
              .build());
    }

    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
        StreamObserver<DeltaDiscoveryResponse> observer) {
      streams.add(observer);
      return new StreamObserver<>() {
        @Override
        public void onNext(DeltaDiscoveryRequest request) {
          if (!request.getTypeUrl().equals(TYPE) && request.getResponseNonce().isEmpty()) {
            observer.onNext(
                DeltaDiscoveryResponse.newBuilder()
                    .setTypeUrl(request.getTypeUrl())
                    .setNonce(request.getTypeUrl())
                    .build());
          }
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onCompleted() {
          observer.onCompleted();
        }
      };
    }
  }
}
