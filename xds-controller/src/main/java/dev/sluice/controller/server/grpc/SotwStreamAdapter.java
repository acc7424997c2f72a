package dev.sluice.controller.server.grpc;

import com.google.protobuf.Any;
import dev.sluice.controller.xds.resource.ResourceType;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A state-of-the-world stream with the interface of a delta stream. For wildcard types, each
 * response contains all resources. For other types it contains only new and changed resources.
 * Removals of those are not sent, because nothing refers to a removed resource any more.
 */
final class SotwStreamAdapter extends ServerCallStreamObserver<DeltaDiscoveryResponse> {
  private final ServerCallStreamObserver<DiscoveryResponse> call;
  private final Map<String, Map<String, Any>> held = new HashMap<>();

  /** The number of responses that this class acknowledged for the node because none was sent. */
  private final AtomicInteger ownAnswers = new AtomicInteger();

  private Consumer<DeltaDiscoveryRequest> answer = request -> {};

  SotwStreamAdapter(ServerCallStreamObserver<DiscoveryResponse> call) {
    this.call = call;
  }

  /** Sets the receiver of the acknowledgement of a push that is not sent. */
  void onImpliedAck(Consumer<DeltaDiscoveryRequest> inside) {
    answer = inside;
  }

  /**
   * Removes the resources that the node no longer wants; called before the request is processed.
   */
  void unsubscribe(DeltaDiscoveryRequest request) {
    Map<String, Any> all = held.get(request.getTypeUrl());
    if (all != null) {
      request.getResourceNamesUnsubscribeList().forEach(all::remove);
    }
  }

  @Override
  public void onNext(DeltaDiscoveryResponse delta) {
    DiscoveryResponse.Builder whole =
        DiscoveryResponse.newBuilder()
            .setTypeUrl(delta.getTypeUrl())
            .setVersionInfo(delta.getSystemVersionInfo())
            .setNonce(delta.getNonce());
    boolean everything =
        ResourceType.byUrl(delta.getTypeUrl()).filter(ResourceType::wildcardByDefault).isPresent();
    if (everything) {
      Map<String, Any> all = held.computeIfAbsent(delta.getTypeUrl(), t -> new LinkedHashMap<>());
      delta.getRemovedResourcesList().forEach(all::remove);
      delta.getResourcesList().forEach(one -> all.put(one.getName(), one.getResource()));
      whole.addAllResources(all.values());
    } else {
      delta.getResourcesList().stream().map(Resource::getResource).forEach(whole::addResources);
      if (delta.getResourcesCount() == 0) {
        acknowledge(delta);
        return;
      }
    }
    call.onNext(whole.build());
  }

  private void acknowledge(DeltaDiscoveryResponse delta) {
    ownAnswers.incrementAndGet();
    answer.accept(
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(delta.getTypeUrl())
            .setResponseNonce(delta.getNonce())
            .build());
  }

  @Override
  public void request(int count) {
    if (ownAnswers.getAndUpdate(own -> Math.max(0, own - 1)) == 0) {
      call.request(count);
    }
  }

  @Override
  public boolean isReady() {
    return call.isReady();
  }

  @Override
  public boolean isCancelled() {
    return call.isCancelled();
  }

  @Override
  public void setOnReadyHandler(Runnable handler) {
    call.setOnReadyHandler(handler);
  }

  @Override
  public void setOnCancelHandler(Runnable handler) {
    call.setOnCancelHandler(handler);
  }

  @Override
  public void setCompression(String compression) {
    call.setCompression(compression);
  }

  @Override
  public void setMessageCompression(boolean enable) {
    call.setMessageCompression(enable);
  }

  @Override
  public void disableAutoRequest() {
    call.disableAutoRequest();
  }

  @Override
  public void disableAutoInboundFlowControl() {
    call.disableAutoRequest();
  }

  @Override
  public void onError(Throwable cause) {
    call.onError(cause);
  }

  @Override
  public void onCompleted() {
    call.onCompleted();
  }
}
