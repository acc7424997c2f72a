package dev.sluice.controller.ir;

/** What a listener speaks. */
public enum HttpListenerProtocol {
  HTTP,
  HTTPS
}
