package dev.sluice.e2e.mesh;

import dev.sluice.e2e.process.ConditionWait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A network namespace of the operating system, by its name. */
final class PodNamespace {
  /** The folder with files that {@code ip netns exec} shows in {@code /etc} of one namespace. */
  private static final Path FILES = Path.of("/etc/netns");

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private PodNamespace() {}

  /** Creates a namespace with one interface on a bridge and a default route. */
  static void create(String name, String bridge, String link, String address, String router) {
    SystemCommand.run("ip", "netns", "add", name);
    SystemCommand.run(
        "ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", name);
    SystemCommand.run("ip", "link", "set", link, "master", bridge, "up");
    // A second path around the rules for IPv4 would be one around the sidecar.
    inside(name, "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6");
    inside(name, "ip", "address", "add", address + "/24", "dev", "eth0");
    inside(name, "ip", "link", "set", "lo", "up");
    inside(name, "ip", "link", "set", "eth0", "up");
    inside(name, "ip", "route", "add", "default", "via", router);
  }

  /** Makes names known in a namespace, in place of DNS. */
  static void writeHosts(String name, Map<String, String> addresses) {
    String lines =
        addresses.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
            .sorted()
            .collect(Collectors.joining());
    try {
      Files.createDirectories(FILES.resolve(name));
      Files.writeString(FILES.resolve(name).resolve("hosts"), "127.0.0.1 localhost\n" + lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all processes of a namespace and removes it with its files. */
  static void remove(String name) {
    pids(name).forEach(ProcessHandle::destroyForcibly);
    ConditionWait.awaitTrue(
        "the processes of " + name + " have ended", LIMIT, () -> pids(name).isEmpty());
    SystemCommand.run("ip", "netns", "delete", name);
    try {
      Files.deleteIfExists(FILES.resolve(name).resolve("hosts"));
      Files.deleteIfExists(FILES.resolve(name));
      deleteIfEmpty(FILES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return;
    }
  }

  private static List<ProcessHandle> pids(String name) {
    return SystemCommand.run("ip", "netns", "pids", name)
        .lines()
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())).stream())
        .toList();
  }

  private static void inside(String name, String... command) {
    SystemCommand.run(
        Stream.concat(Stream.of("ip", "netns", "exec", name), Stream.of(command))
            .toArray(String[]::new));
  }
}
