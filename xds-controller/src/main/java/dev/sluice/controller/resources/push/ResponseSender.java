package dev.sluice.controller.resources.push;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;

/** A sender of the responses of one stream. */
public interface ResponseSender {
  /** Returns whether a response would be sent at once instead of buffered. */
  boolean isReady();

  void send(DeltaDiscoveryResponse response);

  /** Aborts the stream because the state of the node is unknown. */
  void abort();
}
