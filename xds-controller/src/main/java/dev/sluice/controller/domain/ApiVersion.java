package dev.sluice.controller.domain;

import dev.sluice.controller.domain.value.VersionStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a service with its label, such as {@code v1}.
 *
 * @param status the status by hand; a time that is reached counts as well
 * @param preferred whether requests that name no version get this one
 * @param successor the id of the version to use instead
 * @param brownouts the times without service, as in the row
 */
public record ApiVersion(
    String id,
    String service,
    String label,
    VersionStatus status,
    boolean preferred,
    Optional<Instant> deprecatedAt,
    Optional<Instant> sunsetAt,
    Optional<String> successor,
    Optional<String> docsUrl,
    Map<String, Object> brownouts)
    implements DomainEntity {
  public ApiVersion {
    brownouts = Map.copyOf(brownouts);
  }

  /** Returns the status at a time. */
  public VersionStatus statusAt(Instant now) {
    if (status == VersionStatus.SUNSET || reached(sunsetAt, now)) {
      return VersionStatus.SUNSET;
    }
    return status == VersionStatus.DEPRECATED || reached(deprecatedAt, now)
        ? VersionStatus.DEPRECATED
        : VersionStatus.ACTIVE;
  }

  private static boolean reached(Optional<Instant> time, Instant now) {
    return time.filter(at -> !now.isBefore(at)).isPresent();
  }

  /** Returns the number in the label. */
  public String number() {
    return label.substring(1);
  }
}
