package dev.sluice.controller.domain.value;

/** How callers of a publish prove who they are. */
public enum AuthMode {
  NONE,
  APIKEY,
  OAUTH2
}
