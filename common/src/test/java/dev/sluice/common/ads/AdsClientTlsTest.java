package dev.sluice.common.ads;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.grpc.TlsConfig;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.Await;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.common.testkit.TestCa;
import dev.sluice.config.v1.Publish;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AdsClientTlsTest {
  @RegisterExtension final NoWarnings log = new NoWarnings();
  @TempDir Path folder;
  private final TestCa ca = new TestCa("ca");
  private final Readiness readiness = new Readiness();
  private Optional<GrpcServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(GrpcServer::close);
  }

  @Test
  void controller_validId_isAccepted() {
    try (AdsClient _ = client(controller("controller"))) {
      Await.until(readiness::ready);
      assertTrue(note().contains("TLS as spiffe://lab/sluice/extauthz/a until "), note());
    }
  }

  @Test
  void controller_otherKind_isRejected() {
    log.expect("rejected a peer: spiffe://lab/sluice/extproc/c has no business here");
    try (AdsClient _ = client(controller("extproc"))) {
      Await.until(() -> note().contains("does not answer (UNAVAILABLE"));
    }
  }

  private HostPort controller(String kind) {
    GrpcServerConfig config =
        new GrpcServerConfig(
            new HostPort("127.0.0.1", 0),
            1 << 16,
            10,
            Duration.ofSeconds(1),
            Optional.of(files("spiffe://lab/sluice/" + kind + "/c", "controller")));
    GrpcServer started =
        GrpcServer.start("xds", config, new Readiness(), List.of(new NothingToSend()));
    server = Optional.of(started);
    return started.address();
  }

  private AdsClient client(HostPort controller) {
    TlsConfig tls = files("spiffe://lab/sluice/extauthz/a", "client");
    return new AdsClient(
        new AdsClientConfig(
            controller, "lab", "a", "extauthz", folder.resolve("cache"), Optional.of(tls)),
        List.of(ResourceSubscription.to(Publish.getDescriptor(), Publish.parser(), change -> {})),
        readiness.component("controller"),
        new SimpleMeterRegistry());
  }

  private TlsConfig files(String id, String name) {
    Path of = folder.resolve(name);
    ca.issue(id).write(of, ca);
    return new TlsConfig(of.resolve("tls.crt"), of.resolve("tls.key"), of.resolve("ca.crt"));
  }

  private String note() {
    return readiness.report().values().iterator().next().note();
  }

  /** A controller that responds to each first request with an empty set. */
  private static final class NothingToSend extends AggregatedDiscoveryServiceImplBase {
    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
        StreamObserver<DeltaDiscoveryResponse> answers) {
      return new StreamObserver<>() {
        @Override
        public void onNext(DeltaDiscoveryRequest request) {
          if (request.getResponseNonce().isEmpty()) {
            answers.onNext(
                DeltaDiscoveryResponse.newBuilder()
                    .setTypeUrl(request.getTypeUrl())
                    .setNonce("1")
                    .setSystemVersionInfo(ResourceSetVersion.text(0))
                    .build());
          }
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {
          answers.onCompleted();
        }
      };
    }
  }
}
