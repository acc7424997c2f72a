package dev.sluice.controller.domain;

/** What a backend speaks. */
public enum BackendScheme {
  HTTP,
  HTTPS,
  GRPC,
  GRPCS
}
