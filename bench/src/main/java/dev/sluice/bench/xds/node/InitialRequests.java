package dev.sluice.bench.xds.node;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The first requests of streams, with the versions that nodes have. They are encoded once for all
 * nodes with the same state, because real nodes encode them on machines of their own.
 */
final class InitialRequests {
  private final Map<XdsType, Encoded> encoded = new ConcurrentHashMap<>();

  private static final class Encoded {
    private final int[] content;
    private final Optional<ByteString> request;

    private Encoded(int[] content, Optional<ByteString> request) {
      this.content = content;
      this.request = request;
    }
  }

  /** Returns the request, or empty if the node subscribes to nothing of the type. */
  Optional<ByteString> of(XdsType type, NodeState state) {
    Encoded last = encoded.get(type);
    if (last != null && state.hasContent(last.content)) {
      return last.request;
    }
    Encoded next = new Encoded(state.content(), encode(type, state));
    encoded.put(type, next);
    return next.request;
  }

  // A request without names would subscribe to all.
  private static Optional<ByteString> encode(XdsType type, NodeState state) {
    List<String> names = type.isWildcard() ? List.of() : state.wanted(type);
    return type.isWildcard() || !names.isEmpty()
        ? Optional.of(DeltaMethod.request(type, names, List.of(), state.held(type), ""))
        : Optional.empty();
  }
}
