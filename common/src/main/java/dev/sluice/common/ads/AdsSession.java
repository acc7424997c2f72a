package dev.sluice.common.ads;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream to the controller, from its first request to its end. It is confined to the client's
 * thread and requests the next message only after the previous one is applied.
 */
final class AdsSession implements StreamObserver<DeltaDiscoveryResponse> {
  private static final int MESSAGE_LIMIT = 500;
  private final Map<String, ResourceSet<?>> sets;
  private final Events events;
  private @Nullable StreamObserver<DeltaDiscoveryRequest> requests;

  AdsSession(Map<String, ResourceSet<?>> sets, Events events) {
    this.sets = sets;
    this.events = events;
  }

  /** A listener to the events of a stream. It is called before the response is acknowledged. */
  interface Events {
    void accepted(ResourceSet<?> set);

    void rejected(ResourceSet<?> set, String why);

    void ended(String why);
  }

  void open(Channel channel, AdsClientConfig config) {
    StreamObserver<DeltaDiscoveryRequest> stream =
        AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(this);
    requests = stream;
    boolean first = true;
    for (ResourceSet<?> set : sets.values()) {
      DeltaDiscoveryRequest.Builder request =
          DeltaDiscoveryRequest.newBuilder()
              .setTypeUrl(set.typeUrl())
              .addResourceNamesSubscribe("*")
              .putAllInitialResourceVersions(set.versions());
      if (first) {
        request.setNode(node(config));
        first = false;
      }
      stream.onNext(request.build());
    }
  }

  @Override
  public void onNext(DeltaDiscoveryResponse response) {
    ResourceSet<?> set = sets.get(response.getTypeUrl());
    if (set == null) {
      answer(response, "the type was not asked for");
      return;
    }
    try {
      set.apply(response, Instant.now());
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      String rejection = cut(String.valueOf(e.getMessage()));
      events.rejected(set, rejection);
      answer(response, rejection);
      return;
    }
    events.accepted(set);
    answer(response, null);
  }

  @Override
  public void onError(Throwable cause) {
    io.grpc.Status status = io.grpc.Status.fromThrowable(cause);
    String description = status.getDescription();
    String code = status.getCode().name();
    events.ended(description == null ? code : cut(code + ": " + description));
  }

  @Override
  public void onCompleted() {
    events.ended("closed by the controller");
    answerEnd();
  }

  private void answer(DeltaDiscoveryResponse response, @Nullable String rejection) {
    DeltaDiscoveryRequest.Builder answer =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(response.getTypeUrl())
            .setResponseNonce(response.getNonce());
    if (rejection != null) {
      answer.setErrorDetail(
          Status.newBuilder().setCode(Code.INVALID_ARGUMENT_VALUE).setMessage(rejection));
    }
    if (requests != null) {
      requests.onNext(answer.build());
    }
  }

  private void answerEnd() {
    if (requests != null) {
      requests.onCompleted();
    }
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(MESSAGE_LIMIT, text.length()));
  }

  private static Node node(AdsClientConfig config) {
    return Node.newBuilder()
        .setId(config.nodeId())
        .setCluster(config.cluster())
        .setUserAgentName("sluice-" + config.kind())
        .setMetadata(
            Struct.newBuilder()
                .putFields("sluice_kind", Value.newBuilder().setStringValue(config.kind()).build()))
        .build();
  }
}
