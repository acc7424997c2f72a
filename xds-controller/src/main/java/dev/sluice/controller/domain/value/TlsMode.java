package dev.sluice.controller.domain.value;

/** What becomes of the TLS of a listener's connections. */
public enum TlsMode {
  TERMINATE,
  PASSTHROUGH
}
