package dev.sluice.bench.xds.client;

import com.google.protobuf.ByteString;

/** Is shown each resource that a fleet receives, as the bytes of its entry in the response. */
public interface Contents {

  /** Looks at nothing. */
  Contents IGNORED = entry -> {};

  /** Called on the streams' threads. */
  void received(ByteString entry);
}
