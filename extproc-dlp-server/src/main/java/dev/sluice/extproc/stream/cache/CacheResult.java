package dev.sluice.extproc.stream.cache;

import java.util.Locale;

/** The part that the cache had in an exchange. */
public enum CacheResult {
  /** The response came from the cache. */
  HIT,
  /** The upstream answered. */
  MISS,
  /** The client wanted neither a stored response nor to have it stored. */
  BYPASS;

  /** Returns the value of the header {@code X-Cache} and of metric labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
