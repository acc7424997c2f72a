package dev.sluice.common.lifecycle;

/** The environment of a server; some conveniences are allowed in {@link #DEV} only. */
public enum DeploymentEnvironment {
  DEV,
  STAGING,
  PROD
}
