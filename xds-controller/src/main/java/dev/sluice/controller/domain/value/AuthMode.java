package dev.sluice.controller.domain.value;

/** The authentication mode of a publish. */
public enum AuthMode {
  NONE,
  APIKEY,
  OAUTH2
}
