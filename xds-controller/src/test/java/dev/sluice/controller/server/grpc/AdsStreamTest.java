package dev.sluice.controller.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Value;
import dev.sluice.controller.resources.node.NodeRequest;
import dev.sluice.controller.resources.push.PushConfig;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AdsStreamTest {
  private final UpdateLoop loop = new UpdateLoop();
  private final PushDistributor distributor =
      new PushDistributor(loop, PushConfig.DEFAULT, new SimpleMeterRegistry());
  private final Call call = new Call();
  private final AdsStream stream =
      new AdsStream(distributor, loop, call, Optional.empty(), new AgentRegistry(), ended -> {});

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void node_thatDoesNotRead_isNotListenedTo() {
    loop.execute(() -> distributor.replace(List.of("lab"), List.of()));
    stream.start();
    call.ready = false;
    stream.onNext(unknownType());
    settle();
    assertEquals(1, call.requested);
    call.ready = true;
    Objects.requireNonNull(call.onReady).run();
    settle();
    assertEquals(2, call.requested);
    stream.onNext(unknownType());
    settle();
    assertEquals(3, call.requested);
  }

  private static NodeRequest unknownType() {
    DeltaDiscoveryRequest.Builder request =
        DeltaDiscoveryRequest.newBuilder().setTypeUrl("type.googleapis.com/some.Other");
    Node.Builder node = request.getNodeBuilder().setId("lab/1").setCluster("lab");
    node.getMetadataBuilder()
        .putFields("sluice_kind", Value.newBuilder().setStringValue("envoy").build());
    return NodeRequest.of(request.build());
  }

  private void settle() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> done.complete(null));
    done.join();
  }

  /** A fake call with the flow control of the wire. */
  private static final class Call extends ServerCallStreamObserver<DeltaDiscoveryResponse> {
    private volatile boolean ready = true;
    private volatile int requested;
    private @Nullable Runnable onReady;

    @Override
    public boolean isReady() {
      return ready;
    }

    @Override
    public synchronized void request(int count) {
      requested += count;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
      onReady = handler;
    }

    @Override
    public void onNext(DeltaDiscoveryResponse response) {}

    @Override
    public void onError(Throwable cause) {}

    @Override
    public void onCompleted() {}

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {}

    @Override
    public void setCompression(String compression) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void disableAutoRequest() {}

    @Override
    public void setMessageCompression(boolean enable) {}
  }
}
