package dev.sluice.controller.ir.route;

/** The authentication of the gateway at a backend. */
public enum UpstreamAuth {
  STRIP,
  STATIC_BEARER,
  MTLS,
  PASSTHROUGH
}
