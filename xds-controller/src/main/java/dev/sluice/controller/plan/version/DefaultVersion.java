package dev.sluice.controller.plan.version;

import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.Route;
import dev.sluice.controller.domain.value.VersionStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A choice of the version for requests that name none: the default version until its sunset, else
 * the newest active one. Without an active one, it is the newest deprecated one, then the newest at
 * all, so that such requests get 410 and not 404. Versions without routes do not count.
 */
final class DefaultVersion {
  private DefaultVersion() {}

  static Optional<ApiVersion> of(
      Map<String, ApiVersion> versions, List<Route> routes, Instant now) {
    return routes.stream()
        .flatMap(route -> route.version().stream())
        .distinct()
        .flatMap(id -> Optional.ofNullable(versions.get(id)).stream())
        .min(
            Comparator.<ApiVersion, Boolean>comparing(version -> !preferred(version, now))
                .thenComparing(version -> version.statusAt(now))
                .thenComparing(
                    version -> new BigInteger(version.number()), Comparator.reverseOrder())
                .thenComparing(ApiVersion::id));
  }

  private static boolean preferred(ApiVersion version, Instant now) {
    return version.preferred() && version.statusAt(now) != VersionStatus.SUNSET;
  }
}
