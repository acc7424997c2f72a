package dev.sluice.controller.resources;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The streams of one cluster: those of policy servers, and those of nodes that have traffic. */
final class ClusterStreams {
  private final Set<NodeStream> others = new LinkedHashSet<>();
  private final Set<NodeStream> policyServers = new LinkedHashSet<>();
  private @Nullable Long patience;

  void add(NodeStream stream) {
    of(stream).add(stream);
  }

  boolean remove(NodeStream stream) {
    return of(stream).remove(stream);
  }

  int size() {
    return others.size() + policyServers.size();
  }

  /** Policy servers are sent it first. */
  void distribute(Change change) {
    all().forEach(stream -> stream.changed(change));
    flush();
  }

  void flush() {
    all().forEach(NodeStream::flush);
  }

  /** From now on Envoys wait until the policy servers have all; says whether they did not. */
  boolean waitForPolicyServers(Duration atMost) {
    boolean begins = patience == null;
    if (begins) {
      patience = System.nanoTime() + atMost.toNanos();
    }
    return begins;
  }

  boolean policyServersBehind() {
    Long limit = patience;
    if (limit == null) {
      return false;
    }
    boolean behind =
        System.nanoTime() - limit < 0
            && policyServers.stream().anyMatch(stream -> !stream.knowsPublishes());
    if (!behind) {
      patience = null;
    }
    return behind;
  }

  /** Whether Envoys waited, and need not any more. */
  boolean policyServersCaughtUp() {
    return patience != null && !policyServersBehind();
  }

  private Set<NodeStream> of(NodeStream stream) {
    return stream.node().kind().isPolicyServer() ? policyServers : others;
  }

  Stream<NodeStream> stream() {
    return all().stream();
  }

  /** A copy, for a stream may end while it is written to. */
  private List<NodeStream> all() {
    List<NodeStream> all = new ArrayList<>(policyServers);
    all.addAll(others);
    return all;
  }
}
