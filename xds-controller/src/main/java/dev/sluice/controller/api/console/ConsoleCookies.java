package dev.sluice.controller.api.console;

import java.time.Duration;

/** The cookies of the console. Scripts cannot read them, and no other host can set them. */
final class ConsoleCookies {
  /** The id of the session, which no other site makes the browser send. */
  static final String SESSION = "__Host-sluice-session";

  /** The id of a sign-in, which the browser sends when the issuer redirects it back. */
  static final String SIGN_IN = "__Host-sluice-sign-in";

  private static final String COMMON = "; Path=/; Secure; HttpOnly; SameSite=";

  private ConsoleCookies() {}

  static String session(String id) {
    return SESSION + "=" + id + COMMON + "Strict";
  }

  static String signIn(String id, Duration life) {
    return SIGN_IN + "=" + id + COMMON + "Lax; Max-Age=" + life.toSeconds();
  }

  static String removed(String name) {
    return name + "=" + COMMON + "Strict; Max-Age=0";
  }
}
