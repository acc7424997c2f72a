package dev.sluice.controller.ir;

/** The stage that a product is published in. */
public enum Environment {
  DEV,
  STAGING,
  PROD
}
