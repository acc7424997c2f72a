package dev.sluice.controller.ir.version;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of an API version, as its responses announce it.
 *
 * @param deprecated the time of the deprecation
 * @param sunset the time after which the version is not served
 * @param gone the response in place of the backends'
 */
public record VersionLifecycleIr(
    Optional<Instant> deprecated,
    Optional<Instant> sunset,
    List<VersionLinkIr> links,
    Optional<VersionGoneIr> gone) {
  public VersionLifecycleIr {
    links = List.copyOf(links);
  }

  /** Returns whether the version has ended; a brown-out is not an end. */
  public boolean ended() {
    return gone.filter(response -> response.until().isEmpty()).isPresent();
  }
}
