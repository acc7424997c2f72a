package dev.sluice.controller.ir;

/** The protocol of an HTTP listener. */
public enum HttpListenerProtocol {
  HTTP,
  HTTPS
}
