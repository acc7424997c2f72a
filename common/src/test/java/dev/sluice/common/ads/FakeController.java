package dev.sluice.common.ads;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import dev.sluice.common.config.HostPort;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A fake controller that queues received requests and pushes responses on demand. It tracks the
 * pushed resources and sends their version.
 */
final class FakeController extends AggregatedDiscoveryServiceImplBase implements AutoCloseable {
  private final Server server;
  private final BlockingQueue<DeltaDiscoveryRequest> requests = new LinkedBlockingQueue<>();
  private final Map<String, Resource> sent = new HashMap<>();
  private final BlockingQueue<StreamObserver<DeltaDiscoveryResponse>> streams =
      new LinkedBlockingQueue<>();

  FakeController(int port) throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(this)
            .build()
            .start();
  }

  HostPort address() {
    return new HostPort("127.0.0.1", server.getPort());
  }

  @Override
  public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
      StreamObserver<DeltaDiscoveryResponse> responses) {
    streams.add(responses);
    return new StreamObserver<>() {
      @Override
      public void onNext(DeltaDiscoveryRequest request) {
        requests.add(request);
      }

      @Override
      public void onError(Throwable cause) {}

      @Override
      public void onCompleted() {
        responses.onCompleted();
      }
    };
  }

  StreamObserver<DeltaDiscoveryResponse> stream() throws InterruptedException {
    StreamObserver<DeltaDiscoveryResponse> stream = streams.poll(20, TimeUnit.SECONDS);
    if (stream == null) {
      throw new AssertionError("no stream was opened");
    }
    return stream;
  }

  DeltaDiscoveryRequest request() throws InterruptedException {
    DeltaDiscoveryRequest request = requests.poll(20, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  static DeltaDiscoveryResponse.Builder push(String nonce, String typeUrl) {
    return DeltaDiscoveryResponse.newBuilder().setNonce(nonce).setTypeUrl(typeUrl);
  }

  /** Sends a response with {@code version}, or with the version of all pushed resources. */
  void send(
      StreamObserver<DeltaDiscoveryResponse> stream,
      DeltaDiscoveryResponse.Builder push,
      String... version) {
    push.getResourcesList().forEach(resource -> sent.put(resource.getName(), resource));
    push.getRemovedResourcesList().forEach(sent::remove);
    push.setSystemVersionInfo(version.length > 0 ? version[0] : version(push.getTypeUrl()));
    stream.onNext(push.build());
  }

  /** Returns the version of all pushed resources. */
  String version(String typeUrl) {
    long sum = 0;
    for (Resource resource : sent.values()) {
      sum += ResourceSetVersion.resourceHash(typeUrl, resource.getName(), resource.getVersion());
    }
    return ResourceSetVersion.text(sum);
  }

  static Resource resource(String name, String version, Message message) {
    return Resource.newBuilder()
        .setName(name)
        .setVersion(version)
        .setResource(Any.pack(message))
        .build();
  }

  static void end(StreamObserver<DeltaDiscoveryResponse> stream) {
    stream.onError(Status.UNAVAILABLE.withDescription("the test ends it").asException());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
