package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.ListenerIr;
import dev.sluice.controller.plan.finding.FindingCollector;
import java.util.List;
import java.util.regex.Pattern;

/** A check of host names. */
final class HostNameCheck {
  private static final Pattern NAME =
      Pattern.compile("(?!.{254})([*][.])?[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

  private HostNameCheck() {}

  /** Returns whether at least one of the listeners may serve the host. */
  static boolean check(
      Publish publish, String host, List<ListenerIr> listeners, FindingCollector findings) {
    String reason;
    if (!NAME.matcher(host).matches()) {
      reason = "is no host name";
    } else if (ListenerIr.isWildcard(host)
        && listeners.stream().noneMatch(listener -> listener.serves(host))) {
      reason = "wildcards need a listener with TLS, or one whose hostname is a wildcard";
    } else {
      return true;
    }
    findings.add("publish_hostnames", publish.id() + "/" + host, "host", reason);
    return false;
  }
}
