package dev.sluice.controller.ir.policy;

import dev.sluice.controller.ir.route.PathTemplate;
import dev.sluice.controller.ir.route.SubstitutionIr;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A policy that changes the path and the host of requests to backends. At most one component
 * changes the path, and at most one the host.
 *
 * @param prefix what replaces the matched part of the path
 * @param regex a replacement in the whole path
 * @param template a path with variables of the route's template
 * @param hostRegex a replacement in the path, whose result is the host
 */
public record RewriteIr(
    Optional<String> prefix,
    Optional<SubstitutionIr> regex,
    Optional<String> template,
    Optional<String> host,
    Optional<String> hostHeader,
    Optional<SubstitutionIr> hostRegex)
    implements RoutePolicyIr {
  public RewriteIr {
    if (Stream.of(prefix, regex, template).filter(Optional::isPresent).count() > 1) {
      throw new IllegalArgumentException("prefix, regex and template exclude each other");
    }
    if (Stream.of(host, hostHeader, hostRegex).filter(Optional::isPresent).count() > 1) {
      throw new IllegalArgumentException("host, host_header and host_regex exclude each other");
    }
    template.ifPresent(PathTemplate::variablesOfRewrite);
  }

  /** Returns whether the policy changes the path. */
  public boolean changesPath() {
    return prefix.isPresent() || regex.isPresent() || template.isPresent();
  }

  private boolean changesHost() {
    return host.isPresent() || hostHeader.isPresent() || hostRegex.isPresent();
  }

  /** Returns this policy with the part of the wider one, path or host, that it does not change. */
  @Override
  public PolicyIr over(PolicyIr wider) {
    if (!(wider instanceof RewriteIr other)) {
      return this;
    }
    RewriteIr path = changesPath() ? this : other;
    RewriteIr authority = changesHost() ? this : other;
    return new RewriteIr(
        path.prefix,
        path.regex,
        path.template,
        authority.host,
        authority.hostHeader,
        authority.hostRegex);
  }
}
