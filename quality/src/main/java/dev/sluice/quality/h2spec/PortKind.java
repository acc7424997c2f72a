package dev.sluice.quality.h2spec;

/** The implementation of HTTP/2 behind a port. */
enum PortKind {
  /** gRPC for Java, on Netty. */
  GRPC,

  /** The codec of Envoy. */
  ENVOY,

  /** A server that is to speak HTTP/1.1 alone. */
  HTTP1
}
