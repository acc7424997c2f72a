package dev.sluice.controller.domain.value;

/** What a backend speaks. */
public enum BackendScheme {
  HTTP,
  HTTPS,
  GRPC,
  GRPCS
}
