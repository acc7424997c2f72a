package dev.sluice.extproc.accesslog;

/** The stage of an API version in its life. */
public enum VersionStage {
  /** An active version, or no version at all. */
  ACTIVE,
  DEPRECATED,
  SUNSET
}
