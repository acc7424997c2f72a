package dev.sluice.bench.xds.node;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node with one delta stream. It subscribes in Envoy's order (clusters, endpoints, listeners,
 * scopes, routes) and acknowledges each response. It sends its identity once per stream, and the
 * versions that it has at the start. All methods but {@link #open} run on the stream's thread.
 */
final class DeltaNode extends ClientCall.Listener<DeltaMethod.Response> {
  private final int number;
  private final ByteString identity;
  private final NodeFleet fleet;
  private final ResourceNumbers numbers;
  private final InitialRequests initial;
  private final NodeState state;
  private final Deque<Supplier<Optional<ByteString>>> outgoing = new ArrayDeque<>();
  private @Nullable ClientCall<ByteString, DeltaMethod.Response> call;
  private boolean identified;
  private boolean opening;
  private boolean listening;
  private boolean scoped;

  DeltaNode(
      int number, Node node, NodeFleet fleet, ResourceNumbers numbers, InitialRequests initial) {
    this.number = number;
    this.identity = DeltaMethod.identity(node);
    this.fleet = fleet;
    this.numbers = numbers;
    this.initial = initial;
    this.state = new NodeState(numbers);
  }

  int number() {
    return number;
  }

  /** Opens the stream; the fleet is called when all initial requests are sent. */
  void open(Channel channel, MethodDescriptor<ByteString, DeltaMethod.Response> method) {
    var started = channel.newCall(method, CallOptions.DEFAULT.withWaitForReady());
    outgoing.clear();
    call = started;
    identified = false;
    opening = true;
    boolean fresh = !state.holds(XdsType.CDS);
    listening = !fresh;
    scoped = !fresh;
    for (XdsType type : fresh ? List.of(XdsType.CDS) : List.of(XdsType.values())) {
      sendInitial(type);
    }
    started.start(this, new Metadata());
    started.request(1);
  }

  @Override
  public void onReady() {
    drain();
  }

  @Override
  public void onMessage(DeltaMethod.Response response) {
    XdsType.of(response.message().getTypeUrl()).ifPresent(type -> apply(type, response));
    if (call != null) {
      call.request(1);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    call = null;
    opening = false;
    fleet.closed(this, status);
  }

  /** Queues an initial request, which is encoded only when it can be sent, because it is large. */
  private void sendInitial(XdsType type) {
    outgoing.add(() -> initial.of(type, state));
  }

  private void send(XdsType type, List<String> subscribe, List<String> unsubscribe, String nonce) {
    ByteString request = DeltaMethod.request(type, subscribe, unsubscribe, Map.of(), nonce);
    outgoing.add(() -> Optional.of(request));
  }

  private void apply(XdsType type, DeltaMethod.Response response) {
    List<String> subscribe = new ArrayList<>();
    List<String> unsubscribe = new ArrayList<>();
    for (Resource resource : response.message().getResourcesList()) {
      int at = numbers.resource(new ResourceRef(type, resource.getName()));
      int version = numbers.version(resource.getVersion());
      boolean had = state.put(at, version);
      if (type.references().isPresent()) {
        int to = numbers.reference(type, at, version, resource.getResource());
        setReference(at, to, subscribe, unsubscribe);
      }
      fleet.upserted(number, at, had, response.receivedNanos());
    }
    for (String name : response.message().getRemovedResourcesList()) {
      int at = numbers.resource(new ResourceRef(type, name));
      state.remove(at);
      setReference(at, 0, subscribe, unsubscribe);
      fleet.removed(number, at, response.receivedNanos());
    }
    send(type, List.of(), List.of(), response.message().getNonce());
    if (!subscribe.isEmpty() || !unsubscribe.isEmpty()) {
      type.references().ifPresent(target -> send(target, subscribe, unsubscribe, ""));
    }
    subscribeNext(type);
    drain();
    fleet.check(this, state);
  }

  private void setReference(int from, int to, List<String> subscribe, List<String> unsubscribe) {
    int before = state.target(from);
    if (before == to) {
      return;
    }
    state.target(from, to);
    if (to != 0 && state.addReference(to)) {
      subscribe.add(numbers.resource(to).name());
    }
    if (before != 0 && state.removeReference(before)) {
      unsubscribe.add(numbers.resource(before).name());
    }
  }

  /** Subscribes to listeners after clusters, and to scopes after listeners. */
  private void subscribeNext(XdsType answered) {
    if (answered == XdsType.CDS && !listening) {
      listening = true;
      sendInitial(XdsType.LDS);
    } else if (answered == XdsType.LDS && !scoped) {
      scoped = true;
      sendInitial(XdsType.SRDS);
    }
  }

  private void drain() {
    ClientCall<ByteString, DeltaMethod.Response> current = call;
    while (current != null && current.isReady() && !outgoing.isEmpty()) {
      outgoing
          .remove()
          .get()
          .ifPresent(next -> {
            current.sendMessage(identified ? next : identity.concat(next));
            identified = true;
          });
    }
    if (opening && current != null && current.isReady()) {
      opening = false;
      fleet.opened(this);
    }
  }
}
