package dev.sluice.controller.resources.push;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;

/** Where the answers of one stream go. */
public interface ResponseSender {
  /** Whether an answer would leave now, or only fill a buffer. */
  boolean isReady();

  void send(DeltaDiscoveryResponse response);

  /** Ends the stream, for nobody knows any more what the node has. */
  void abort();
}
