package dev.sluice.packaging;

import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image whose layers lie in a folder, and whose entry point runs there as in a container: with a
 * read-only root, the user of the image, no privileges, and the declared volumes.
 */
record UnpackedImage(Path folder, JsonNode manifest, JsonNode config) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Mounts what a container runtime mounts, and becomes the user without any capability. */
  private static final String CONTAINER =
      """
      root=$1 files=$2 user=$3; shift 3
      mount --bind "$root" "$root"
      mount --rbind /proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount --bind "$files" "$root/etc/sluice"
      mount -o remount,bind,ro "$root"
      mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
      mount -t tmpfs -o mode=700,uid=65532,gid=65532 tmpfs "$root/var/lib/sluice"
      exec setpriv --no-new-privs chroot --userspec="$user" "$root" "$@"
      """;

  /** Unpacks a tar file with an OCI layout. */
  static UnpackedImage of(Path tar, Path folder) throws IOException, InterruptedException {
    Path layout = Files.createDirectories(folder.resolve("layout"));
    Path root = Files.createDirectories(folder.resolve("root"));
    run("tar", "-xf", tar.toString(), "-C", layout.toString());
    JsonNode index = JSON.readTree(Files.readString(layout.resolve("index.json")));
    JsonNode manifest = read(layout, index.at("/manifests/0"));
    for (JsonNode layer : manifest.get("layers")) {
      String file = blob(layout, layer).toString();
      run("tar", "--warning=no-unknown-keyword", "-xzf", file, "-C", root.toString());
    }
    for (String mounted : List.of("proc", "dev", "etc/sluice")) {
      Files.createDirectories(root.resolve(mounted));
    }
    return new UnpackedImage(root, manifest, read(layout, manifest.get("config")).get("config"));
  }

  List<String> layers() {
    return manifest.get("layers").values().stream()
        .map(layer -> layer.get("digest").asString())
        .toList();
  }

  /** Returns what the program prints, and its exit code in the last line. */
  String run(Path files, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(files, arguments));
    environment().forEach(builder.environment()::put);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said + "exit code " + process.waitFor();
  }

  /** Returns a process of the server, not started yet. */
  ManagedProcess server(String name, Path files, Path logs, URI ready, String... arguments) {
    return new ManagedProcess(
        new ProcessSpec(
            name,
            command(files, arguments),
            environment(),
            logs,
            logs.resolve(name + ".log"),
            logs.resolve(name + ".pid"),
            ready,
            Duration.ofMinutes(2)));
  }

  /** Returns the variables of the image; the JVM then refuses to start without its cache. */
  private Map<String, String> environment() {
    Map<String, String> variables = new TreeMap<>();
    for (JsonNode variable : config.get("Env")) {
      String[] parts = variable.asString().split("=", 2);
      variables.put(parts[0], parts[1]);
    }
    variables.merge("JAVA_TOOL_OPTIONS", "-Xshare:on", (own, more) -> own + " " + more);
    return variables;
  }

  private List<String> command(Path files, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "sh", "-ec", CONTAINER, "container"));
    command.add(folder.toString());
    command.add(files.toString());
    command.add(config.get("User").asString());
    config.get("Entrypoint").forEach(word -> command.add(word.asString()));
    Stream.of(arguments).forEach(command::add);
    return command;
  }

  private static JsonNode read(Path layout, JsonNode descriptor) throws IOException {
    return JSON.readTree(Files.readString(blob(layout, descriptor)));
  }

  private static Path blob(Path layout, JsonNode descriptor) {
    return layout.resolve("blobs").resolve(descriptor.get("digest").asString().replace(':', '/'));
  }

  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }
}
