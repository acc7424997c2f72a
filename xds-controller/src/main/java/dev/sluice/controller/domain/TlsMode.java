package dev.sluice.controller.domain;

/** What becomes of the TLS of a listener's connections. */
public enum TlsMode {
  TERMINATE,
  PASSTHROUGH
}
