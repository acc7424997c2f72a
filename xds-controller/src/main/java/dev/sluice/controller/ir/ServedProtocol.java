package dev.sluice.controller.ir;

/** A protocol of a listener, with the treatment of TLS. */
public enum ServedProtocol {
  HTTP,
  HTTPS,
  /** Bytes of a connection without TLS. */
  TCP,
  /** Bytes of a connection whose TLS ends at the gateway. */
  TLS,
  /** Bytes of a connection whose TLS ends at the backend. */
  TLS_PASSTHROUGH;

  /** Returns whether the listener has requests, which are routed and authorized. */
  public boolean isHttp() {
    return this == HTTP || this == HTTPS;
  }

  /** Returns whether TLS ends at the gateway, which needs a certificate. */
  public boolean terminatesTls() {
    return this == HTTPS || this == TLS;
  }

  /** Returns whether clients use TLS, so that they may name a host before the first byte. */
  public boolean hasTls() {
    return terminatesTls() || this == TLS_PASSTHROUGH;
  }
}
