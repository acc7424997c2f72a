package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.HashMap;
import java.util.Map;

/**
 * The ports of one cluster with the gateway that each belongs to. Every node of a cluster serves
 * all of its gateways, and a node can open a port only once. The oldest gateway keeps it.
 */
final class ClusterPorts {
  private final Map<Integer, Gateway> owners = new HashMap<>();

  /** Returns true if a listener gets its port; otherwise adds a finding. */
  boolean claim(Gateway gateway, Listener listener, FindingCollector findings) {
    Gateway owner = owners.computeIfAbsent(listener.port(), _ -> gateway);
    if (owner.id().equals(gateway.id())) {
      return true;
    }
    findings.add(
        ListenerPlanner.TABLE,
        listener.id(),
        "port",
        "gateway "
            + owner.name()
            + " has port "
            + listener.port()
            + " on the nodes of this cluster; use another port");
    return false;
  }
}
