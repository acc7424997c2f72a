package dev.sluice.bench.xds.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What nodes say of all that they hold when their streams begin. It is encoded once for all nodes
 * that hold the same, for real ones would do that each on a machine of its own.
 */
final class Openings {
  private final Map<XdsType, Made> made = new ConcurrentHashMap<>();

  private static final class Made {
    private final int[] content;
    private final Optional<DeltaRequest> request;

    private Made(int[] content, Optional<DeltaRequest> request) {
      this.content = content;
      this.request = request;
    }
  }

  /** Empty when nothing of the type is wanted. */
  Optional<DeltaRequest> of(XdsType type, NodeState state) {
    Made last = made.get(type);
    if (last != null && state.hasContent(last.content)) {
      return last.request;
    }
    Made next = new Made(state.content(), make(type, state));
    made.put(type, next);
    return next.request;
  }

  // To ask for no name would be to ask for all.
  private static Optional<DeltaRequest> make(XdsType type, NodeState state) {
    List<String> names = type.wildcard() ? List.of() : state.wanted(type);
    return type.wildcard() || !names.isEmpty()
        ? Optional.of(DeltaRequest.opening(type, names, state.held(type)))
        : Optional.empty();
  }
}
