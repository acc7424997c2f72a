package dev.sluice.controller.ir.access;

/** The environment that a product is published in. */
public enum PublishEnvironment {
  DEV,
  STAGING,
  PROD
}
