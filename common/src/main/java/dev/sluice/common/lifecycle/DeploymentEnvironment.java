package dev.sluice.common.lifecycle;

/** Where a server runs; some conveniences are allowed in {@link #DEV} only. */
public enum DeploymentEnvironment {
  DEV,
  STAGING,
  PROD
}
