package dev.sluice.controller.domain.value;

/** The status of an API version, in the order of its life. */
public enum VersionStatus {
  ACTIVE,
  DEPRECATED,
  SUNSET
}
