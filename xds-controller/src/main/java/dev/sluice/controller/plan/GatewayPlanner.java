package dev.sluice.controller.plan;

import dev.sluice.controller.domain.DomainSnapshot;
import dev.sluice.controller.domain.Gateway;
import dev.sluice.controller.domain.Listener;
import dev.sluice.controller.domain.ListenerProtocol;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.ir.Protocol;
import dev.sluice.controller.ir.PublishIr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans every gateway of one cluster from the rows that are published on it. */
public final class GatewayPlanner {
  private static final String ENVOY = "envoy-gateway";

  /** A pure function: the same snapshot gives the same result, in the same order. */
  public PlanResult plan(DomainSnapshot snapshot) {
    Findings findings = new Findings();
    PublishPlanner publishes = new PublishPlanner(snapshot, findings);
    Map<String, GatewayIr> planned = new LinkedHashMap<>();
    for (Gateway gateway : sorted(snapshot.gateways())) {
      if (!gateway.active() || !envoy(gateway, findings)) {
        continue;
      }
      if (planned.containsKey(gateway.name())) {
        findings.add("gateways", gateway.id(), "name", "another gateway here has this name");
        continue;
      }
      plan(gateway, snapshot, publishes, findings).ifPresent(ir -> planned.put(gateway.name(), ir));
    }
    return new PlanResult(List.copyOf(planned.values()), findings.all());
  }

  private static List<Gateway> sorted(List<Gateway> gateways) {
    return gateways.stream()
        .sorted(Comparator.comparing(Gateway::name).thenComparing(Gateway::id))
        .toList();
  }

  private static boolean envoy(Gateway gateway, Findings findings) {
    boolean envoy = gateway.gatewayClass().equals(ENVOY);
    if (!envoy) {
      findings.add("gateways", gateway.id(), "gateway_class", "only " + ENVOY + " is served");
    }
    return envoy;
  }

  private static Optional<GatewayIr> plan(
      Gateway gateway, DomainSnapshot snapshot, PublishPlanner publishes, Findings findings) {
    List<ListenerIr> listeners = listeners(gateway, findings);
    if (listeners.isEmpty()) {
      findings.add("gateways", gateway.id(), "listeners", "no listener can be served");
      return Optional.empty();
    }
    List<PublishIr> planned =
        snapshot.publishes().stream()
            .filter(publish -> publish.gateway().equals(gateway.id()))
            .sorted(Comparator.comparing(Publish::id))
            .flatMap(publish -> publishes.plan(publish).stream())
            .toList();
    return Optional.of(
        new GatewayIr(
            snapshot.cluster().name(),
            gateway.name(),
            listeners,
            planned,
            publishes.backendsOf(planned)));
  }

  private static List<ListenerIr> listeners(Gateway gateway, Findings findings) {
    List<ListenerIr> planned = new ArrayList<>();
    for (Listener listener : gateway.listeners()) {
      if (listener.protocol() == ListenerProtocol.HTTP) {
        planned.add(
            new ListenerIr(listener.name(), listener.port(), Protocol.HTTP, listener.hostname()));
      } else {
        findings.add(
            "gateway_listeners", listener.id(), "protocol", listener.protocol() + " is not served");
      }
    }
    planned.sort(Comparator.comparing(ListenerIr::name));
    return planned;
  }
}
