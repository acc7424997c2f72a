package dev.sluice.common.grpc;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A service that responds to each message with the id of its sender. */
final class PeerEcho extends AggregatedDiscoveryServiceImplBase {
  @Override
  public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
      StreamObserver<DeltaDiscoveryResponse> answers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(DeltaDiscoveryRequest request) {
        String peer = PeerIdentity.current().map(SpiffeId::toString).orElse("nobody");
        answers.onNext(DeltaDiscoveryResponse.newBuilder().setNonce(peer).build());
      }

      @Override
      public void onError(Throwable cause) {}

      @Override
      public void onCompleted() {
        answers.onCompleted();
      }
    };
  }

  /** A stream of a client. */
  static final class Asking implements StreamObserver<DeltaDiscoveryResponse> {
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final StreamObserver<DeltaDiscoveryRequest> requests;

    Asking(Channel channel) {
      requests = AggregatedDiscoveryServiceGrpc.newStub(channel).deltaAggregatedResources(this);
    }

    /** Returns the id that the server received, or the status with which the stream ended. */
    String ask() {
      requests.onNext(DeltaDiscoveryRequest.getDefaultInstance());
      try {
        String answer = answers.poll(20, TimeUnit.SECONDS);
        return answer == null ? "no answer" : answer;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onNext(DeltaDiscoveryResponse answer) {
      answers.add(answer.getNonce());
    }

    @Override
    public void onError(Throwable cause) {
      answers.add(Status.fromThrowable(cause).getCode().name());
    }

    @Override
    public void onCompleted() {
      answers.add("completed");
    }
  }
}
