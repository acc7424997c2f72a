package dev.sluice.controller.resources;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;

/** Where the answers of one stream go. */
public interface Outlet {
  /** Whether an answer would leave now, or only fill a buffer. */
  boolean ready();

  void send(DeltaDiscoveryResponse response);

  /** Ends the stream, for nobody knows any more what the node has. */
  void fail();
}
