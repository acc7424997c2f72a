package dev.sluice.controller.server.grpc;

import dev.sluice.common.grpc.PeerCertificate;
import dev.sluice.common.grpc.SpiffeId;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.node.NodeRequest;
import dev.sluice.controller.resources.push.NodeStream;
import dev.sluice.controller.resources.push.PushDistributor;
import dev.sluice.controller.resources.push.ResponseSender;
import dev.sluice.controller.resources.push.UpdateLoop;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gRPC stream that the update loop serves. It reads the next request from the wire only after the
 * previous one has been processed.
 */
final class AdsStream implements StreamObserver<NodeRequest>, ResponseSender {
  private static final Logger log = LoggerFactory.getLogger(AdsStream.class);
  private static final int MAX_EXPLICIT_NAMES = 200_000;
  private final PushDistributor distributor;
  private final UpdateLoop loop;
  private final ServerCallStreamObserver<DeltaDiscoveryResponse> call;
  private final Consumer<AdsStream> onEnd;
  private final Optional<PeerCertificate> peer;
  private final AgentRegistry agents;
  // Both fields are confined to the loop.
  private @Nullable NodeStream stream;
  private boolean ended;
  private boolean requestDue;

  AdsStream(
      PushDistributor distributor,
      UpdateLoop loop,
      ServerCallStreamObserver<DeltaDiscoveryResponse> call,
      Optional<PeerCertificate> peer,
      AgentRegistry agents,
      Consumer<AdsStream> onEnd) {
    this.distributor = distributor;
    this.loop = loop;
    this.call = call;
    this.peer = peer;
    this.agents = agents;
    this.onEnd = onEnd;
  }

  void start() {
    call.disableAutoRequest();
    call.setOnReadyHandler(() -> loop.execute(this::goOn));
    call.setOnCancelHandler(() -> loop.execute(this::forget));
    call.request(1);
  }

  /** Ends the stream with a status that gives the node the reason. */
  void end(Status status) {
    loop.execute(() -> endNow(status));
  }

  @Override
  public void onNext(NodeRequest request) {
    loop.execute(() -> take(request));
  }

  @Override
  public void onError(Throwable cause) {
    loop.execute(this::forget);
  }

  @Override
  public void onCompleted() {
    loop.execute(() -> endNow(Status.OK));
  }

  @Override
  public boolean isReady() {
    return !ended && call.isReady();
  }

  @Override
  public void send(DeltaDiscoveryResponse response) {
    if (!ended) {
      call.onNext(response);
    }
  }

  @Override
  public void abort() {
    endNow(Status.INTERNAL.withDescription("a defect of the controller"));
  }

  private void take(NodeRequest request) {
    if (ended) {
      return;
    }
    if (stream == null) {
      switch (NodeAdmission.of(request.rest().getNode(), id(), distributor.store(), agents)) {
        case NodeAdmission.NotAdmitted(Status status) -> endNow(status);
        case NodeAdmission.Admitted(var node) -> stream = admit(node);
      }
    }
    NodeStream current = stream;
    if (current != null) {
      current.request(request);
      if (current.explicitNameCount() > MAX_EXPLICIT_NAMES) {
        endNow(Status.RESOURCE_EXHAUSTED.withDescription("too many names"));
      }
      requestDue = true;
      requestNext();
    }
  }

  /** Ends the stream if its node is no longer admitted. Must run on the loop. */
  void recheckAdmission() {
    NodeStream current = stream;
    if (current != null) {
      id().flatMap(holder -> agents.rejectionStatus(holder, current.node()))
          .ifPresent(status -> {
            log.warn("{} is sent away: {}", current.node().id(), status.getDescription());
            endNow(status);
          });
    }
  }

  private Optional<SpiffeId> id() {
    return peer.map(PeerCertificate::id);
  }

  private NodeStream admit(NodeIdentity node) {
    String cluster = node.scope().cluster();
    peer.ifPresent(own ->
        log.info(
            "{} is connected with certificate {}, valid until {}",
            node.id(),
            own.serial(),
            own.expiresAt()));
    node.scope()
        .gateway()
        .filter(gateway -> !distributor.store().contains(cluster, gateway))
        .ifPresent(gateway ->
            log.info("{} serves gateway {}, which has nothing published", node.id(), gateway));
    return distributor.open(node, this);
  }

  /**
   * Requests the next message, but not from a node that does not read its responses
   * (back-pressure).
   */
  private void requestNext() {
    if (requestDue && isReady()) {
      requestDue = false;
      call.request(1);
    }
  }

  private void goOn() {
    NodeStream current = stream;
    if (current != null) {
      current.flush();
    }
    requestNext();
  }

  private void endNow(Status status) {
    if (ended) {
      return;
    }
    forget();
    if (status.isOk()) {
      call.onCompleted();
    } else {
      call.onError(status.asException());
    }
  }

  private void forget() {
    ended = true;
    onEnd.accept(this);
    if (stream != null) {
      distributor.close(stream);
      stream = null;
    }
  }
}
