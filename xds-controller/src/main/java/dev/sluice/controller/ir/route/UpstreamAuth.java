package dev.sluice.controller.ir.route;

/** What becomes of the caller's credential towards a backend. */
public enum UpstreamAuth {
  STRIP,
  STATIC_BEARER,
  MTLS,
  PASSTHROUGH
}
