package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Publish;
import java.util.regex.Pattern;

/** What a listener can tell apart as a host. */
final class HostNames {
  private static final Pattern NAME =
      Pattern.compile("(?!.{254})[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

  private HostNames() {}

  static boolean check(Publish publish, String host, Findings findings) {
    if (NAME.matcher(host).matches()) {
      return true;
    }
    findings.add(
        "publish_hostnames",
        publish.id() + "/" + host,
        "host",
        host.startsWith("*.") ? "wildcards are not served" : "is no host name");
    return false;
  }
}
