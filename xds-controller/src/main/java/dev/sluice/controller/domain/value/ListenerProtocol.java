package dev.sluice.controller.domain.value;

/** The protocol of a listener. */
public enum ListenerProtocol {
  HTTP,
  HTTPS,
  TCP,
  TLS
}
