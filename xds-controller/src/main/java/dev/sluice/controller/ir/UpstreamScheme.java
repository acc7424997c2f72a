package dev.sluice.controller.ir;

/** How a backend is spoken to: HTTP/1.1, or gRPC on HTTP/2. */
public enum UpstreamScheme {
  HTTP,
  HTTPS,
  GRPC,
  GRPCS;

  /** Whether by TLS. */
  public boolean encrypted() {
    return this == HTTPS || this == GRPCS;
  }
}
