package dev.sluice.controller.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.ir.BackendIr;
import dev.sluice.controller.ir.EndpointIr;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.LbPolicy;
import dev.sluice.controller.ir.UpstreamScheme;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A test of a gRPC backend behind a real Envoy. */
final class GrpcEnvoyIT {
  @RegisterExtension final NoWarnings warnings = new NoWarnings();
  @TempDir Path folder;

  @Test
  void grpcBackend_isCalledThroughEnvoy() throws Exception {
    try (EnvoyFixture fixture = EnvoyFixture.open();
        GrpcUpstream upstream = new GrpcUpstream("blue")) {
      GatewayIr gateway =
          fixture.gateway(
              "{name: http, port: 0, protocol: HTTP}",
              EnvoyFixture.publish("p1", "blue", "127.0.0.1"));
      fixture.update(withBackend(gateway, upstream.port()), List.of());
      EnvoyProcess envoy = fixture.start(folder);
      ManagedChannel channel =
          Grpc.newChannelBuilder(
                  "127.0.0.1:" + envoy.port("gw/http"), InsecureChannelCredentials.create())
              .build();
      assertEquals("blue", GrpcUpstream.ask(channel), envoy::log);
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
      assertEquals(List.of(), fixture.controller.refusals("lab/envoy-1"));
    }
  }

  private static GatewayIr withBackend(GatewayIr gateway, int port) {
    BackendIr blue =
        new BackendIr(
            "blue",
            "blue",
            UpstreamScheme.GRPC,
            LbPolicy.ROUND_ROBIN,
            Duration.ofSeconds(1),
            10,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(new EndpointIr("127.0.0.1", port, 100, 0)));
    return new GatewayIr(
        gateway.cluster(),
        gateway.gateway(),
        gateway.listeners(),
        gateway.policies(),
        gateway.publishes(),
        List.of(blue));
  }
}
