package dev.sluice.e2e.istio;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An ADS client that takes one configuration from istiod, as the Envoy of a proxy would. */
final class IstiodClient implements AutoCloseable {
  private static final String PREFIX = "type.googleapis.com/envoy.config.";
  private static final String CLUSTERS = PREFIX + "cluster.v3.Cluster";
  private static final String LISTENERS = PREFIX + "listener.v3.Listener";
  private static final String ROUTES = PREFIX + "route.v3.RouteConfiguration";
  private static final long SECONDS = 60;

  private final ManagedChannel channel;

  IstiodClient(Istiod istiod) {
    this.channel =
        NettyChannelBuilder.forAddress("127.0.0.1", istiod.plaintextPort())
            .usePlaintext()
            .maxInboundMessageSize(64 << 20)
            .build();
  }

  /** Returns the configuration of a proxy at this moment. */
  ProxyConfiguration configuration(ProxyNode proxy) throws InterruptedException {
    Responses responses = new Responses();
    StreamObserver<DiscoveryRequest> requests =
        AggregatedDiscoveryServiceGrpc.newStub(channel).streamAggregatedResources(responses);
    Node node = proxy.toNode();
    Map<String, Cluster> clusters = new HashMap<>();
    for (Any any : ask(requests, responses, node, CLUSTERS, Set.of())) {
      Cluster cluster = ProxyConfiguration.unpack(any, Cluster.class);
      clusters.put(cluster.getName(), cluster);
    }
    Map<String, Listener> listeners = new HashMap<>();
    Set<String> names = new TreeSet<>();
    for (Any any : ask(requests, responses, node, LISTENERS, Set.of())) {
      Listener listener = ProxyConfiguration.unpack(any, Listener.class);
      listeners.put(listener.getName(), listener);
      listener.getFilterChainsList().stream()
          .flatMap(ProxyConfiguration::httpManagers)
          .filter(manager -> manager.hasRds())
          .forEach(manager -> names.add(manager.getRds().getRouteConfigName()));
    }
    Map<String, RouteConfiguration> routes = new HashMap<>();
    if (!names.isEmpty()) {
      for (Any any : ask(requests, responses, node, ROUTES, names)) {
        RouteConfiguration route = ProxyConfiguration.unpack(any, RouteConfiguration.class);
        routes.put(route.getName(), route);
      }
    }
    requests.onCompleted();
    return new ProxyConfiguration(listeners, routes, clusters);
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static List<Any> ask(
      StreamObserver<DiscoveryRequest> requests,
      Responses responses,
      Node node,
      String type,
      Set<String> names)
      throws InterruptedException {
    requests.onNext(
        DiscoveryRequest.newBuilder()
            .setNode(node)
            .setTypeUrl(type)
            .addAllResourceNames(names)
            .build());
    DiscoveryResponse response = responses.next(type);
    requests.onNext(
        DiscoveryRequest.newBuilder()
            .setTypeUrl(type)
            .addAllResourceNames(names)
            .setVersionInfo(response.getVersionInfo())
            .setResponseNonce(response.getNonce())
            .build());
    return response.getResourcesList();
  }

  /** The responses of one stream, in their order. */
  private static final class Responses implements StreamObserver<DiscoveryResponse> {
    private final BlockingQueue<DiscoveryResponse> queue = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure;

    private DiscoveryResponse next(String type) throws InterruptedException {
      while (true) {
        DiscoveryResponse response = queue.poll(SECONDS, TimeUnit.SECONDS);
        if (response == null) {
          throw new AssertionError("istiod has sent no " + type, failure);
        }
        if (response.getTypeUrl().equals(type)) {
          return response;
        }
      }
    }

    @Override
    public void onNext(DiscoveryResponse response) {
      queue.add(response);
    }

    @Override
    public void onError(Throwable thrown) {
      failure = thrown;
    }

    @Override
    public void onCompleted() {}
  }
}
