package dev.sluice.e2e.node;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An xDS node that subscribes as Envoy does, accepts everything, and reconnects with its versions
 * when its stream ends. It works on one thread.
 */
public final class RecordingXdsNode implements AutoCloseable {
  private static final String PREFIX = "type.googleapis.com/envoy.config.";
  private static final String CLUSTERS = PREFIX + "cluster.v3.Cluster";
  private static final String ENDPOINTS = PREFIX + "endpoint.v3.ClusterLoadAssignment";
  private static final String LISTENERS = PREFIX + "listener.v3.Listener";
  private static final String ROUTES = PREFIX + "route.v3.RouteConfiguration";
  private static final String SCOPES = PREFIX + "route.v3.ScopedRouteConfiguration";
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Node node;
  private final NodeResponseLog record;
  private final ManagedChannel channel;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Executor later =
      CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, thread);
  private final Set<String> endpoints = new TreeSet<>();
  private final Set<String> routes = new TreeSet<>();
  private volatile boolean closed;

  /**
   * Creates a node.
   *
   * @param port the port of the controller
   * @param id the node id, as {@code <cluster>/<name>}
   */
  public RecordingXdsNode(int port, String id, NodeResponseLog record) {
    Value kind = Value.newBuilder().setStringValue("envoy").build();
    this.node =
        Node.newBuilder()
            .setId(id)
            .setCluster(id.substring(0, id.indexOf('/')))
            .setMetadata(Struct.newBuilder().putFields("sluice_kind", kind))
            .build();
    this.record = record;
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port)
            .usePlaintext()
            .executor(thread)
            .maxInboundMessageSize(64 << 20)
            .build();
    thread.execute(this::connect);
  }

  private void connect() {
    if (closed) {
      return;
    }
    channel.resetConnectBackoff();
    Stream stream = new Stream();
    stream.requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(stream);
    for (String type : List.of(CLUSTERS, LISTENERS, SCOPES)) {
      stream.requests.onNext(
          request(type).putAllInitialResourceVersions(record.versions(type)).build());
    }
    stream.begin(ENDPOINTS, endpoints);
    stream.begin(ROUTES, routes);
  }

  private DeltaDiscoveryRequest.Builder request(String type) {
    return DeltaDiscoveryRequest.newBuilder().setNode(node).setTypeUrl(type);
  }

  @Override
  public void close() {
    closed = true;
    channel.shutdownNow();
    try {
      channel.awaitTermination(PAUSE.toMillis() * 50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
  }

  private final class Stream implements StreamObserver<DeltaDiscoveryResponse> {
    private StreamObserver<DeltaDiscoveryRequest> requests = new Nobody();

    private void begin(String type, Set<String> names) {
      if (!names.isEmpty()) {
        requests.onNext(
            request(type)
                .addAllResourceNamesSubscribe(names)
                .putAllInitialResourceVersions(record.versions(type))
                .build());
      }
    }

    @Override
    public void onNext(DeltaDiscoveryResponse response) {
      record.add(response);
      requests.onNext(request(response.getTypeUrl()).setResponseNonce(response.getNonce()).build());
      follow(response);
    }

    /** Subscribes to the resources that the response refers to. */
    private void follow(DeltaDiscoveryResponse response) {
      Set<String> moreEndpoints = new TreeSet<>();
      Set<String> moreRoutes = new TreeSet<>();
      try {
        for (Resource resource : response.getResourcesList()) {
          if (response.getTypeUrl().equals(CLUSTERS)) {
            Cluster cluster = Cluster.parseFrom(resource.getResource().getValue());
            if (cluster.getType() == Cluster.DiscoveryType.EDS
                && endpoints.add(cluster.getName())) {
              moreEndpoints.add(cluster.getName());
            }
          } else if (response.getTypeUrl().equals(SCOPES)) {
            String name =
                ScopedRouteConfiguration.parseFrom(resource.getResource().getValue())
                    .getRouteConfigurationName();
            if (routes.add(name)) {
              moreRoutes.add(name);
            }
          }
        }
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
      subscribe(ENDPOINTS, moreEndpoints);
      subscribe(ROUTES, moreRoutes);
    }

    private void subscribe(String type, Set<String> names) {
      if (!names.isEmpty()) {
        requests.onNext(request(type).addAllResourceNamesSubscribe(names).build());
      }
    }

    @Override
    public void onError(Throwable thrown) {
      again();
    }

    @Override
    public void onCompleted() {
      again();
    }

    private void again() {
      if (!closed) {
        later.execute(RecordingXdsNode.this::connect);
      }
    }
  }

  private static final class Nobody implements StreamObserver<DeltaDiscoveryRequest> {
    @Override
    public void onNext(DeltaDiscoveryRequest request) {}

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onCompleted() {}
  }
}
