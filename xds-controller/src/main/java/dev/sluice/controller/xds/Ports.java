package dev.sluice.controller.xds;

import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.ir.ListenerIr;
import java.util.List;

/** The listeners of a gateway, which everything published on it appears on. */
public record Ports(String gateway, List<ListenerIr> listeners) {
  public Ports {
    listeners = List.copyOf(listeners);
  }

  /** Those of that gateway. */
  public static Ports of(GatewayIr gateway) {
    return new Ports(gateway.gateway(), gateway.listeners());
  }
}
