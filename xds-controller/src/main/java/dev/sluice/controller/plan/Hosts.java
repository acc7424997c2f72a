package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Publish;
import java.util.List;
import java.util.regex.Pattern;

/** The host names of a publish that a listener can tell apart. */
final class Hosts {
  private static final Pattern NAME =
      Pattern.compile("(?!.{254})[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

  private Hosts() {}

  static List<String> plan(Publish publish, Findings findings) {
    List<String> hosts =
        publish.hosts().stream().filter(host -> named(publish, host, findings)).sorted().toList();
    if (hosts.isEmpty()) {
      findings.add("product_publishes", publish.id(), "hosts", "no host name can be served");
    }
    return hosts;
  }

  private static boolean named(Publish publish, String host, Findings findings) {
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
