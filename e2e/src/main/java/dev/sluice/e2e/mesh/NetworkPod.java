package dev.sluice.e2e.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network namespace in the place of a pod. Programs run in it as the user of the sidecar or of
 * the application.
 */
public final class NetworkPod {
  /** The user of sidecars, whose connections are not redirected. */
  public static final int SIDECAR_USER = 1337;

  public static final int APPLICATION_USER = 1500;

  private final String namespace;
  private final String address;

  NetworkPod(String namespace, String address) {
    this.namespace = namespace;
    this.address = address;
  }

  public String address() {
    return address;
  }

  /** Makes names known in this pod, in place of DNS. */
  public void writeHosts(Map<String, String> addresses) {
    PodNamespace.writeHosts(namespace, addresses);
  }

  /** Redirects the traffic of this pod to its sidecar, with the rules of Istio. */
  public void redirectToSidecar() {
    SystemCommand.runWithInput(
            resource("sidecar.rules"),
            List.of("ip", "netns", "exec", namespace, "iptables-restore"))
        .orFail();
  }

  /** Lets every user listen on ports below 1024, as the pods of a gateway may. */
  public void allowLowPorts() {
    SystemCommand.run(
        "ip",
        "netns",
        "exec",
        namespace,
        "sh",
        "-c",
        "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start");
  }

  /** Runs a command of the application to its end. */
  public SystemCommandResult exec(String... command) {
    return SystemCommand.runWithInput("", command(APPLICATION_USER, List.of(command)));
  }

  /** Sends an HTTP request of the application with curl. */
  public CurlResponse curl(String... arguments) {
    List<String> command = new ArrayList<>(CurlResponse.COMMAND);
    command.addAll(List.of(arguments));
    return CurlResponse.of(exec(command.toArray(String[]::new)));
  }

  /**
   * Returns the command that runs another one in this pod as a user. The user may read all files,
   * because the files of the product may be in a folder that only root can read.
   */
  public List<String> command(int user, List<String> command) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "setpriv",
                "--reuid=" + user,
                "--regid=" + user,
                "--clear-groups",
                "--inh-caps=+dac_read_search",
                "--ambient-caps=+dac_read_search"));
    all.addAll(command);
    return List.copyOf(all);
  }

  private static String resource(String name) {
    try (InputStream text = NetworkPod.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
