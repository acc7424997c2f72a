package dev.sluice.controller.ir;

import java.util.List;

/** The listeners of a gateway, on which its publishes are served. */
public record FrameIr(String gateway, List<ListenerIr> listeners) implements ObjectIr {
  public FrameIr {
    listeners = List.copyOf(listeners);
  }

  /** Returns the listeners of a whole gateway. */
  public static FrameIr of(GatewayIr gateway) {
    return new FrameIr(gateway.gateway(), gateway.listeners());
  }
}
