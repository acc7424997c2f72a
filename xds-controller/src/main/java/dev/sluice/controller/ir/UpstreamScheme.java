package dev.sluice.controller.ir;

/** The protocol of a backend: HTTP/1.1, or gRPC over HTTP/2. */
public enum UpstreamScheme {
  HTTP,
  HTTPS,
  GRPC,
  GRPCS;

  /** Returns whether the protocol is gRPC. */
  public boolean grpc() {
    return this == GRPC || this == GRPCS;
  }

  /** Returns whether the protocol uses TLS. */
  public boolean encrypted() {
    return this == HTTPS || this == GRPCS;
  }
}
