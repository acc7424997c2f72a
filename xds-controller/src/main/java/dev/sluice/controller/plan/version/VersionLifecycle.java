package dev.sluice.controller.plan.version;

import dev.sluice.controller.domain.ApiService;
import dev.sluice.controller.domain.ApiVersion;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.domain.value.VersionStatus;
import dev.sluice.controller.ir.version.VersionGoneIr;
import dev.sluice.controller.ir.version.VersionLifecycleIr;
import dev.sluice.controller.ir.version.VersionLinkIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import dev.sluice.controller.policy.ReadSpec;
import dev.sluice.controller.policy.SpecReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A planner of what the versions of a service announce before and after their end. */
record VersionLifecycle(
    ApiService service,
    Optional<VersioningSpec> spec,
    DomainModel model,
    FindingCollector findings) {
  private static final SpecReader<BrownoutSpec> BROWNOUTS =
      new SpecReader<>("columns/brownouts.schema.json", BrownoutSpec.class);

  /** Returns the times at which a version changes, in no particular order. */
  static Stream<Instant> times(ApiVersion version) {
    Stream<Instant> windows =
        read(version) instanceof ReadSpec.Valid<BrownoutSpec>(BrownoutSpec brownouts)
            ? brownouts.windows().stream().flatMap(window -> Stream.of(window.from(), window.to()))
            : Stream.of();
    return Stream.concat(
        Stream.concat(version.deprecatedAt().stream(), version.sunsetAt().stream()), windows);
  }

  private static ReadSpec<BrownoutSpec> read(ApiVersion version) {
    return version.brownouts().isEmpty()
        ? new ReadSpec.Valid<>(BrownoutSpec.NONE)
        : BROWNOUTS.read("brownouts", version.brownouts());
  }

  /** Returns the end of a version as it is announced at a time; empty for an active one. */
  Optional<VersionLifecycleIr> at(ApiVersion version, Instant now) {
    Optional<Instant> gap = brownouts(version).until(now);
    Optional<String> docs = docs(version);
    VersionStatus status = version.statusAt(now);
    if (status == VersionStatus.ACTIVE) {
      return Optional.empty();
    }
    Optional<ApiVersion> successor =
        version.successor().flatMap(id -> model.find(ApiVersion.class, id));
    List<VersionLinkIr> links = new ArrayList<>();
    docs.ifPresent(target -> links.add(new VersionLinkIr("deprecation", target)));
    if (version.sunsetAt().isPresent() || status == VersionStatus.SUNSET) {
      docs.ifPresent(target -> links.add(new VersionLinkIr("sunset", target)));
    }
    successor
        .flatMap(next -> path(next).or(() -> docs(next)).or(() -> docs))
        .ifPresent(target -> links.add(new VersionLinkIr("successor-version", target)));
    return Optional.of(
        new VersionLifecycleIr(
            version.deprecatedAt(),
            version.sunsetAt(),
            links,
            gone(version, status, gap, successor)));
  }

  private Optional<VersionGoneIr> gone(
      ApiVersion version,
      VersionStatus status,
      Optional<Instant> gap,
      Optional<ApiVersion> successor) {
    String subject = "Version " + version.label() + " of " + service.name();
    String advice =
        successor
            .map(next ->
                " Use version "
                    + next.label()
                    + path(next).map(path -> ", at " + path).orElse("")
                    + ".")
            .orElse("");
    if (status == VersionStatus.SUNSET) {
      String since = version.sunsetAt().map(at -> " since " + at).orElse("");
      return Optional.of(
          new VersionGoneIr(subject + " is not served" + since + "." + advice, Optional.empty()));
    }
    return gap.map(until ->
        new VersionGoneIr(
            subject + " is deprecated, and out of service until " + until + "." + advice, gap));
  }

  private Optional<String> path(ApiVersion version) {
    return spec.filter(place -> place.by() == VersioningSpec.VersionPlace.PATH)
        .map(place -> place.path(version.label()));
  }

  private BrownoutSpec brownouts(ApiVersion version) {
    return findings.addFrom("api_versions", version.id(), read(version)).orElse(BrownoutSpec.NONE);
  }

  private Optional<String> docs(ApiVersion version) {
    Optional<String> valid = version.docsUrl().filter(VersionLifecycle::isWebPage);
    if (version.docsUrl().isPresent() && valid.isEmpty()) {
      findings.add(
          "api_versions",
          version.id(),
          "docs_url",
          "is not an address such as https://docs.example.com/v1, so no response links to it");
    }
    return valid;
  }

  private static boolean isWebPage(String text) {
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme());
      return (scheme.equals("https") || scheme.equals("http"))
          && address.getHost() != null
          && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
