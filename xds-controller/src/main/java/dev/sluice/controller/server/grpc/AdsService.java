package dev.sluice.controller.server.grpc;

import dev.sluice.common.grpc.PeerIdentity;
import dev.sluice.controller.resources.node.NodeRequest;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.UpdateLoop;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An aggregated discovery service with a bounded number of streams, in the delta and the
 * state-of-the-world variant.
 */
public final class AdsService implements BindableService, AutoCloseable {
  private static final MethodDescriptor<NodeRequest, DeltaDiscoveryResponse> DELTA =
      AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod().toBuilder(
              new NodeRequestMarshaller(),
              AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod()
                  .getResponseMarshaller())
          .setSchemaDescriptor(null)
          .build();

  private final PushDistributor distributor;
  private final UpdateLoop loop;
  private final int maxStreams;
  private final AgentRegistry agents;
  private final Set<AdsStream> streams = ConcurrentHashMap.newKeySet();

  public AdsService(
      PushDistributor distributor, UpdateLoop loop, int maxStreams, AgentRegistry agents) {
    this.distributor = distributor;
    this.loop = loop;
    this.maxStreams = maxStreams;
    this.agents = agents;
    loop.execute(() -> agents.onChange(() -> streams.forEach(AdsStream::recheckAdmission)));
  }

  @Override
  public ServerServiceDefinition bindService() {
    return ServerServiceDefinition.builder(AggregatedDiscoveryServiceGrpc.SERVICE_NAME)
        .addMethod(
            DELTA,
            ServerCalls.asyncBidiStreamingCall(
                responses -> open((ServerCallStreamObserver<DeltaDiscoveryResponse>) responses)))
        .addMethod(
            AggregatedDiscoveryServiceGrpc.getStreamAggregatedResourcesMethod(),
            ServerCalls.asyncBidiStreamingCall(this::streamAggregatedResources))
        .build();
  }

  private StreamObserver<DiscoveryRequest> streamAggregatedResources(
      StreamObserver<DiscoveryResponse> responses) {
    SotwStreamAdapter call =
        new SotwStreamAdapter((ServerCallStreamObserver<DiscoveryResponse>) responses);
    AdsStream stream = open(call);
    call.onImpliedAck(answer -> stream.onNext(NodeRequest.of(answer)));
    SotwRequestAdapter requests = new SotwRequestAdapter();
    return new StreamObserver<>() {
      @Override
      public void onNext(DiscoveryRequest request) {
        DeltaDiscoveryRequest delta = requests.translate(request);
        loop.execute(() -> call.unsubscribe(delta));
        stream.onNext(NodeRequest.of(delta));
      }

      @Override
      public void onError(Throwable cause) {
        stream.onError(cause);
      }

      @Override
      public void onCompleted() {
        stream.onCompleted();
      }
    };
  }

  private AdsStream open(ServerCallStreamObserver<DeltaDiscoveryResponse> call) {
    AdsStream stream =
        new AdsStream(distributor, loop, call, PeerIdentity.certificate(), agents, streams::remove);
    streams.add(stream);
    stream.start();
    if (streams.size() > maxStreams) {
      stream.end(Status.RESOURCE_EXHAUSTED.withDescription("too many streams"));
    }
    return stream;
  }

  /** Ends every stream, so that nodes reconnect to another controller. */
  @Override
  public void close() {
    streams.forEach(stream -> stream.end(Status.UNAVAILABLE.withDescription("shutting down")));
  }
}
