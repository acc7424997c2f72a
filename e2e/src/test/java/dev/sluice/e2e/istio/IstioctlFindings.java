package dev.sluice.e2e.istio;

import java.util.List;
import java.util.stream.Stream;

/** The errors and warnings in the output of istioctl, besides the one that has no remedy. */
final class IstioctlFindings {
  /** Istio says so of every EnvoyFilter, and has no other way to call ext_proc. */
  private static final String ENVOY_FILTER_NOTICE =
      "EnvoyFilter exposes internal implementation details that may change at any time.";

  private IstioctlFindings() {}

  static List<String> in(CommandResult result) {
    return Stream.concat(result.output().lines(), result.errors().lines())
        .filter(line -> !line.isBlank() && !line.contains(ENVOY_FILTER_NOTICE))
        // The lines around the findings.
        .filter(line -> !line.contains("No validation issues found"))
        .filter(line -> !line.startsWith("Error: Analyzers found issues"))
        .filter(line -> !line.startsWith("See https://istio.io/"))
        .filter(line -> !line.endsWith("has warnings: ") && !line.endsWith("is valid"))
        .toList();
  }
}
