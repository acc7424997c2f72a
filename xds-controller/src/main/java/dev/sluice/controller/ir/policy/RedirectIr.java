package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.route.SubstitutionIr;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy that answers with a redirect. At most one component changes the path.
 *
 * @param prefix what replaces the matched part of the path
 * @param regex a replacement in the whole path
 * @param status 301, 302, 303, 307 or 308
 */
public record RedirectIr(
    Optional<String> scheme,
    Optional<String> host,
    Optional<Integer> port,
    Optional<String> path,
    Optional<String> prefix,
    Optional<SubstitutionIr> regex,
    int status,
    boolean stripQuery)
    implements RoutePolicyIr {
  public RedirectIr {
    if (Stream.of(path, prefix, regex).filter(Optional::isPresent).count() > 1) {
      throw new IllegalArgumentException("path, prefix and regex exclude each other");
    }
    if (Stream.of(scheme, host, port, path, prefix, regex).noneMatch(Optional::isPresent)) {
      throw new IllegalArgumentException(
          "redirects to the same URL; set scheme, host, port, path, prefix or regex");
    }
  }

  /**
   * Returns whether only the scheme or port changes, so that requests with the new scheme need a
   * backend.
   */
  public boolean changesSchemeAlone() {
    return scheme.isPresent()
        && Stream.of(host, path, prefix, regex).noneMatch(Optional::isPresent);
  }
}
