package dev.sluice.controller.plan;

import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ports of one gateway with the listeners on each. Listeners with TLS may share a port, because
 * clients name a host before the handshake. The oldest one decides on what a port has only once.
 */
final class SharedPorts {
  private final FindingCollector findings;
  private final Map<Integer, List<ListenerIr>> placed = new HashMap<>();

  SharedPorts(FindingCollector findings) {
    this.findings = findings;
  }

  /** Places a listener that is younger than those before it. */
  Optional<ListenerIr> place(String id, ListenerIr listener) {
    List<ListenerIr> others = placed.computeIfAbsent(listener.port(), _ -> new ArrayList<>());
    if (others.isEmpty()) {
      others.add(listener);
      return Optional.of(listener);
    }
    ListenerIr first = others.getFirst();
    if (!first.protocol().hasTls() || !listener.protocol().hasTls()) {
      return refused(id, "port", "only HTTPS and TLS listeners share a port", first);
    }
    if (others.stream().anyMatch(other -> other.onlyHost().equals(listener.onlyHost()))) {
      return refused(id, "hostname", "another listener of the port has this host name", first);
    }
    if (first.proxyProtocol() != listener.proxyProtocol()) {
      return refused(id, "proxy_protocol", "differs from the oldest listener of the port", first);
    }
    if (first.bufferKb() != listener.bufferKb()) {
      return refused(id, "buffer_kb", "differs from the oldest listener of the port", first);
    }
    others.add(listener);
    return Optional.of(listener.sharing(first.name()));
  }

  private Optional<ListenerIr> refused(String id, String field, String reason, ListenerIr first) {
    findings.add(ListenerPlanner.TABLE, id, field, reason + "; see listener " + first.name());
    return Optional.empty();
  }
}
