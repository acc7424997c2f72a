package dev.sluice.controller.plan.version;

import java.util.Locale;

/**
 * The way in which callers name a version.
 *
 * @param prefix the path before the version
 * @param name the header with the version, in lower case
 */
record VersioningSpec(VersionPlace by, String prefix, String name) {
  /** The place of the version in a request. */
  enum VersionPlace {
    PATH,
    HEADER,
    MEDIA_TYPE
  }

  VersioningSpec {
    name = name.toLowerCase(Locale.ROOT);
    if (by == VersionPlace.HEADER && name.isEmpty()) {
      throw new IllegalArgumentException("by header needs name, such as x-api-version");
    }
    if (by != VersionPlace.HEADER && !name.isEmpty()) {
      throw new IllegalArgumentException("name is only for by header; remove it");
    }
    if (by != VersionPlace.PATH && !prefix.isEmpty()) {
      throw new IllegalArgumentException("prefix is only for by path; remove it");
    }
  }

  /** Returns the path of a version. */
  String path(String label) {
    return prefix + "/" + label;
  }
}
