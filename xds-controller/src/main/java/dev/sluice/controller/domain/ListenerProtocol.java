package dev.sluice.controller.domain;

/** What a listener is to speak. */
public enum ListenerProtocol {
  HTTP,
  HTTPS,
  TCP,
  TLS
}
