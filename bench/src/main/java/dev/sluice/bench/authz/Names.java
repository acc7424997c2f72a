package dev.sluice.bench.authz;

import dev.sluice.bench.check.token.Algorithm;

/** How shapes and figures are called where goals look for them. */
final class Names {
  static final String HOT = "one token, 32 in flight";
  static final String FLOOD = "1,000 tokens and a flood of forged ones";
  static final String UNKNOWN = "1,000 tokens and a flood of unknown key ids";
  static final String FETCHES = "fetches of keys in any 10 s, at most";
  static final String CALM = "1,000 tokens, 300 checks a second";
  static final String MEMORY = "20,000 tokens, half of them ES256";
  static final String RATE = "checks/s";
  static final String CPU = "server CPU µs per check";
  static final String KEPT = "kept of the good rate, %";
  static final String KEPT_PACED = "kept of 5,000 good a second, %";
  static final String P99 = "p99, µs";
  static final String P99_OF_GO = "p99 by that of Go no-op";
  static final String RESIDENT = "resident, MiB";

  private Names() {}

  static String pool(Algorithm algorithm) {
    return "1,000 tokens of " + algorithm + ", 32 in flight";
  }

  static String cold(Algorithm algorithm) {
    return "every token new, " + algorithm + ", 32 in flight";
  }

  static String envoy(Algorithm algorithm) {
    return "through Envoy, 1,000 tokens of " + algorithm + ", 32 connections";
  }
}
