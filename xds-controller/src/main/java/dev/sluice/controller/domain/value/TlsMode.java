package dev.sluice.controller.domain.value;

/** The TLS mode of a listener. */
public enum TlsMode {
  TERMINATE,
  PASSTHROUGH
}
