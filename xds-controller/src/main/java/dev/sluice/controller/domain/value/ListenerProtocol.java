package dev.sluice.controller.domain.value;

/** What a listener is to speak. */
public enum ListenerProtocol {
  HTTP,
  HTTPS,
  TCP,
  TLS
}
