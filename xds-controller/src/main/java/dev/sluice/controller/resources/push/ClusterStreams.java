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
 * The streams of one cluster: those of policy servers, and those of Envoys and of gRPC clients,
 * which call backends.
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

  /** Policy servers are sent it first. */
  void distribute(ClusterChange change) {
    all().forEach(stream -> stream.changed(change));
    flush();
  }

  void flush() {
    all().forEach(NodeStream::flush);
  }

  /** Whether policy servers are still to say that they know the publishes of an object. */
  boolean policyServersMustConfirm(ObjectState object) {
    List<NodeStream> behind =
        policyServers.stream().filter(NodeStream::hasUnackedPublishes).toList();
    return !behind.isEmpty()
        && object.served().resources().stream()
            .filter(resource -> resource.type() == ResourceType.PUBLISH)
            .anyMatch(resource ->
                behind.stream().anyMatch(stream -> stream.awaitsPublish(resource.name())));
  }

  /** The revision that each of them has taken, as far as routes lead to something. */
  long callersRevision() {
    return callers.stream().mapToLong(NodeStream::currentRevision).min().orElse(Long.MAX_VALUE);
  }

  private Set<NodeStream> of(NodeStream stream) {
    return stream.node().kind().isPolicyServer() ? policyServers : callers;
  }

  Stream<NodeStream> stream() {
    return all().stream();
  }

  /** A copy, for a stream may end while it is written to. */
  private List<NodeStream> all() {
    List<NodeStream> all = new ArrayList<>(policyServers);
    all.addAll(callers);
    return all;
  }
}
