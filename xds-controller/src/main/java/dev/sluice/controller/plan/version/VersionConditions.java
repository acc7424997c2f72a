package dev.sluice.controller.plan.version;

import dev.sluice.controller.ir.version.VersionMatchIr;

/** The conditions on requests that name a version, or none. */
final class VersionConditions {
  private static final String PATH = ":path";
  private static final String ACCEPT = "accept";
  private static final String ANY = "[0-9]+";

  private VersionConditions() {}

  /** Returns a condition on paths below a version, for a path prefix that is shorter text. */
  static VersionMatchIr below(String versionPath) {
    return new VersionMatchIr(PATH, versionPath + "([/?].*)?", false, false);
  }

  /** Returns a condition on paths without any version. */
  static VersionMatchIr noneInPath(String prefix) {
    return new VersionMatchIr(PATH, prefix + "/v" + ANY + "([/?].*)?", true, false);
  }

  /** Returns a condition on a header with a version, or also without one. */
  static VersionMatchIr inHeader(String name, String number, boolean orNone) {
    String regex = "[vV]?" + number;
    return new VersionMatchIr(name, orNone ? "(" + regex + ")?" : regex, false, orNone);
  }

  static VersionMatchIr inMediaType(String number) {
    return new VersionMatchIr(ACCEPT, mediaType(number), false, false);
  }

  /** Returns a condition on an Accept header without any version. */
  static VersionMatchIr noneInMediaType() {
    return new VersionMatchIr(ACCEPT, mediaType(ANY), true, true);
  }

  /** Returns an expression for a type {@code vnd.x.v1+json} or a parameter {@code version=1}. */
  private static String mediaType(String number) {
    return "(?i).*(application/vnd\\.[a-z0-9!#$&^_.+-]+\\.v"
        + number
        + "\\+json|;\\s*version=\"?v?"
        + number
        + "\"?)(\\s*[;,].*)?";
  }
}
