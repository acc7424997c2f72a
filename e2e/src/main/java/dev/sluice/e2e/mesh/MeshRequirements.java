package dev.sluice.e2e.mesh;

import dev.sluice.e2e.process.HelperBuild;
import java.util.List;
import java.util.Optional;

/** The requirements of this machine for network namespaces in the place of pods. */
public final class MeshRequirements {
  private static final List<String> PROGRAMS =
      List.of("ip", "iptables-restore", "setpriv", "unshare", "curl");

  /** A command that tries what a network needs, in a namespace that disappears with it. */
  private static final String PROBE =
      """
      set -e
      ip link add probe type bridge
      ip link add one type veth peer name other
      iptables -t nat -A OUTPUT -p tcp -m owner --uid-owner 1337 -j REDIRECT --to-ports 15001
      """;

  private MeshRequirements() {}

  /** Returns why network namespaces cannot be used here; empty if they can. */
  public static Optional<String> missing() {
    for (String program : PROGRAMS) {
      if (HelperBuild.find(program, "/usr/sbin").isEmpty()) {
        return Optional.of(
            program + " is missing (Debian and Ubuntu: apt-get install iproute2 iptables curl)");
      }
    }
    if (!SystemCommand.run("id", "-u").strip().equals("0")) {
      return Optional.of("network namespaces need root");
    }
    SystemCommandResult probe =
        SystemCommand.runWithInput("", List.of("unshare", "--net", "--mount", "sh", "-c", PROBE));
    return probe.exitCode() == 0
        ? Optional.empty()
        : Optional.of(
            "network namespaces with iptables do not work here: " + probe.errors().strip());
  }
}
