package dev.sluice.controller.ir.access;

/** The stage that a product is published in. */
public enum PublishEnvironment {
  DEV,
  STAGING,
  PROD
}
