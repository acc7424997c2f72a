package dev.sluice.bench.xds;

/** Rewrites that have not been used before, so that an answer tells which change it shows. */
final class Prefixes {
  private int last;

  String next() {
    last++;
    return "/g" + last + "/";
  }
}
