package dev.sluice.bench.xds.client;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One node: a stream that asks in Envoy's order (clusters, their endpoints, listeners, scopes,
 * their routes), acknowledges each response, says who it is once, and tells a new stream what it
 * holds. All but {@link #open} runs on the stream's thread.
 */
final class DeltaNode extends ClientCall.Listener<DeltaUpdate> {
  private final int number;
  private final ByteString identity;
  private final FleetListener fleet;
  private final Index index;
  private final Openings openings;
  private final NodeState state;
  private final Deque<Supplier<Optional<DeltaRequest>>> outgoing = new ArrayDeque<>();
  private @Nullable ClientCall<DeltaRequest, DeltaUpdate> call;
  private boolean said;
  private boolean opening;
  private boolean listening;
  private boolean scoped;

  DeltaNode(int number, ByteString identity, FleetListener fleet, Index index, Openings openings) {
    this.number = number;
    this.identity = identity;
    this.fleet = fleet;
    this.index = index;
    this.openings = openings;
    this.state = new NodeState(index);
  }

  int number() {
    return number;
  }

  /** Opens the stream; the listener hears when the node has said all that it holds. */
  void open(Channel channel, DeltaProtocol protocol) {
    ClientCall<DeltaRequest, DeltaUpdate> started =
        channel.newCall(protocol.method(), CallOptions.DEFAULT.withWaitForReady());
    outgoing.clear();
    call = started;
    said = false;
    opening = true;
    boolean fresh = !state.holds(XdsType.CDS);
    listening = !fresh;
    scoped = !fresh;
    resume(XdsType.CDS);
    if (!fresh) {
      resume(XdsType.EDS);
      resume(XdsType.LDS);
      resume(XdsType.SRDS);
      resume(XdsType.RDS);
    }
    started.start(this, new Metadata());
    started.request(1);
  }

  @Override
  public void onReady() {
    drain();
  }

  @Override
  public void onMessage(DeltaUpdate update) {
    XdsType.of(update.typeUrl()).ifPresent(type -> take(type, update));
    ClientCall<DeltaRequest, DeltaUpdate> current = call;
    if (current != null) {
      current.request(1);
    }
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    call = null;
    opening = false;
    fleet.closed(this, status);
  }

  // What a node holds is told by hundreds of kilobytes: made only when they can leave.
  private void resume(XdsType type) {
    outgoing.add(() -> openings.of(type, state));
  }

  private void take(XdsType type, DeltaUpdate update) {
    List<String> subscribe = new ArrayList<>();
    List<String> unsubscribe = new ArrayList<>();
    for (DeltaUpdate.Resource resource : update.resources()) {
      int at = index.resource(new Named(type, resource.name()));
      boolean had = state.put(at, index.version(resource.version()));
      type.leadsTo()
          .ifPresent(target -> {
            int to =
                References.of(type, update, resource)
                    .map(name -> index.resource(new Named(target, name)))
                    .orElse(0);
            lead(at, to, subscribe, unsubscribe);
          });
      fleet.upserted(number, at, had, update, resource);
    }
    for (String name : update.removed()) {
      int at = index.resource(new Named(type, name));
      state.remove(at);
      if (type.leadsTo().isPresent()) {
        lead(at, 0, subscribe, unsubscribe);
      }
      fleet.removed(number, at, update.receivedNanos());
    }
    String nonce = update.nonce();
    outgoing.add(() -> Optional.of(DeltaRequest.acknowledge(type, nonce)));
    if (!subscribe.isEmpty() || !unsubscribe.isEmpty()) {
      type.leadsTo()
          .ifPresent(t -> {
            DeltaRequest names = DeltaRequest.names(t, subscribe, unsubscribe);
            outgoing.add(() -> Optional.of(names));
          });
    }
    goOn(type);
    drain();
    if (fleet.expects(number) && state.holdsAll(fleet.expectedScopes())) {
      fleet.synced(number);
    }
  }

  private void lead(int from, int to, List<String> subscribe, List<String> unsubscribe) {
    int before = state.target(from);
    if (before == to) {
      return;
    }
    state.target(from, to);
    if (to != 0 && state.want(to)) {
      subscribe.add(index.resource(to).name());
    }
    if (before != 0 && state.drop(before)) {
      unsubscribe.add(index.resource(before).name());
    }
  }

  // Listeners are asked for once clusters are there, and scopes once a listener needs them.
  private void goOn(XdsType answered) {
    if (answered == XdsType.CDS && !listening) {
      listening = true;
      resume(XdsType.LDS);
    } else if (answered == XdsType.LDS && !scoped) {
      scoped = true;
      resume(XdsType.SRDS);
    }
  }

  private void drain() {
    ClientCall<DeltaRequest, DeltaUpdate> current = call;
    while (current != null && current.isReady() && !outgoing.isEmpty()) {
      outgoing
          .remove()
          .get()
          .ifPresent(next -> {
            current.sendMessage(said ? next : next.from(identity));
            said = true;
          });
    }
    if (opening && current != null && current.isReady()) {
      opening = false;
      fleet.opened(this);
    }
  }
}
