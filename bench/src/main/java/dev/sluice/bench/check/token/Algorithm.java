package dev.sluice.bench.check.token;

import java.util.Locale;

/** What tokens are signed by. */
public enum Algorithm {
  RS256,
  ES256;

  /** The part of a path below which tokens of this algorithm are asked for. */
  public String segment() {
    return name().substring(0, 2).toLowerCase(Locale.ROOT);
  }
}
