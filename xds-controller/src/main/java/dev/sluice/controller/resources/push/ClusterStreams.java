package dev.sluice.controller.resources.push;

import dev.sluice.controller.resources.ClusterChange;
import dev.sluice.controller.resources.ObjectState;
import dev.sluice.controller.xds.resource.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The streams of one cluster: those of policy servers, and those of callers (Envoys and gRPC
 * clients).
 */
final class ClusterStreams {
  private final Set<NodeStream> callers = new LinkedHashSet<>();
  private final Set<NodeStream> policyServers = new LinkedHashSet<>();

  void add(NodeStream stream) {
    of(stream).add(stream);
  }

  boolean remove(NodeStream stream) {
    return of(stream).remove(stream);
  }

  int size() {
    return callers.size() + policyServers.size();
  }

  /** Distributes a change, to policy servers first. */
  void distribute(ClusterChange change) {
    all().forEach(stream -> stream.changed(change));
    flush();
  }

  void flush() {
    all().forEach(NodeStream::flush);
  }

  /** Returns whether a policy server has yet to acknowledge the publishes of an object. */
  boolean policyServersMustConfirm(ObjectState object) {
    List<NodeStream> behind =
        policyServers.stream().filter(NodeStream::hasUnackedPublishes).toList();
    return !behind.isEmpty()
        && object.served().resources().stream()
            .filter(resource -> resource.type() == ResourceType.PUBLISH)
            .anyMatch(resource ->
                behind.stream().anyMatch(stream -> stream.awaitsPublish(resource.name())));
  }

  /** Returns the revision up to which every caller acknowledged its routes. */
  long callersRevision() {
    return callers.stream().mapToLong(NodeStream::currentRevision).min().orElse(Long.MAX_VALUE);
  }

  private Set<NodeStream> of(NodeStream stream) {
    return stream.node().kind().isPolicyServer() ? policyServers : callers;
  }

  Stream<NodeStream> stream() {
    return all().stream();
  }

  /** Returns a copy, because a stream may end while it is written to. */
  private List<NodeStream> all() {
    List<NodeStream> all = new ArrayList<>(policyServers);
    all.addAll(callers);
    return all;
  }
}
