package dev.sluice.e2e.mesh;

import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A pod with its processes: an application, and an Envoy that all its traffic goes through. */
final class MeshPod implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(1);
  private static final int STATUS_PORT = 15021;

  private final String name;
  private final NetworkPod network;
  private final StackSettings settings;
  private final List<ManagedProcess> processes = new ArrayList<>();

  MeshPod(String name, NetworkPod network, StackSettings settings) {
    this.name = name;
    this.network = network;
    this.settings = settings;
  }

  NetworkPod network() {
    return network;
  }

  /** Starts Envoy from a template. Values replace {@code {{name}}}. */
  void startSidecar(String template, Map<String, String> values) {
    String text = read(template);
    for (var value : values.entrySet()) {
      text = text.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    Path file = folder().resolve("envoy.yaml");
    write(file, text);
    network.redirectToSidecar();
    List<String> command = EnvoyCommand.of(settings.envoy(), file);
    start("envoy", network.command(NetworkPod.SIDECAR_USER, command), "/ready");
  }

  /**
   * Starts a process of the application.
   *
   * @param ready the path of its readiness at the sidecar's status port
   */
  void startApplication(String part, List<String> command, String ready) {
    start(part, network.command(NetworkPod.APPLICATION_USER, command), ready);
  }

  void awaitReady() {
    processes.forEach(ManagedProcess::awaitReady);
  }

  /** Returns the folder of its files. */
  Path folder() {
    return settings.home().resolve("mesh").resolve(name);
  }

  /** Returns the ends of the logs of its processes. */
  String logTails() {
    StringBuilder tails = new StringBuilder();
    processes.forEach(p -> tails.append(p.name()).append(':').append(p.logTail()).append('\n'));
    return tails.toString();
  }

  @Override
  public void close() {
    processes.reversed().forEach(ManagedProcess::close);
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start(String part, List<String> command, String ready) {
    String process = "mesh-" + name + "-" + part;
    ManagedProcess started =
        new ManagedProcess(
            new ProcessSpec(
                process,
                command,
                Map.of("SLUICE_LOG_FORMAT", "text"),
                settings.home(),
                settings.log(process),
                settings.pidFolder().resolve(process + ".pid"),
                URI.create("http://" + network.address() + ":" + STATUS_PORT + ready),
                START_LIMIT));
    processes.add(started);
    started.start();
  }

  static String read(String template) {
    try (InputStream text = MeshPod.class.getResourceAsStream(template)) {
      return new String(
          Objects.requireNonNull(text, template).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
