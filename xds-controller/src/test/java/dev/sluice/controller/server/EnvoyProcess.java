package dev.sluice.controller.server;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.testkit.Await;
import dev.sluice.controller.xds.EnvoyBootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A real Envoy that gets its configuration from the fixture. */
public final class EnvoyProcess implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Process process;
  private final String admin;

  EnvoyProcess(Path folder, String node, HostPort controller) throws IOException {
    this(folder, node, controller, bootstrap -> bootstrap);
  }

  /**
   * Starts an Envoy.
   *
   * @param edit changes the text of the bootstrap file before Envoy reads it
   */
  EnvoyProcess(Path folder, String node, HostPort controller, UnaryOperator<String> edit)
      throws IOException {
    this(folder, node, controller, Optional.empty(), edit);
  }

  public EnvoyProcess(
      Path folder,
      String node,
      HostPort controller,
      Optional<EnvoyBootstrap.TlsFiles> tls,
      UnaryOperator<String> edit)
      throws IOException {
    this.folder = folder;
    Path bootstrap = folder.resolve("envoy.yaml");
    Path adminFile = folder.resolve("admin");
    Files.writeString(
        bootstrap,
        edit.apply(
            new EnvoyBootstrap(
                    node,
                    node.substring(0, node.indexOf('/')),
                    Optional.empty(),
                    controller,
                    new HostPort("127.0.0.1", 0),
                    tls)
                .yaml()));
    process =
        new ProcessBuilder(
                List.of(
                    binary().orElseThrow().toString(),
                    "-c",
                    bootstrap.toString(),
                    "-l",
                    "warning",
                    "--concurrency",
                    "1",
                    "--use-dynamic-base-id",
                    "--admin-address-path",
                    adminFile.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("envoy.log").toFile())
            .start();
    this.admin = Await.value(() -> text(adminFile));
  }

  /** Returns the Envoy binary that {@code $ENVOY} names, if any. */
  public static Optional<Path> binary() {
    return Optional.ofNullable(System.getenv("ENVOY")).map(Path::of).filter(Files::isExecutable);
  }

  public String log() {
    return text(folder.resolve("envoy.log")).orElse("");
  }

  public String admin(String path) {
    return get("http://" + admin + path);
  }

  /** Returns the port of a listener as soon as it listens. */
  int port(String listener) {
    Await.until(() -> admin("/ready").startsWith("LIVE"));
    return Await.value(() -> listening(listener));
  }

  private Optional<Integer> listening(String listener) {
    return admin("/listeners")
        .lines()
        .filter(line -> line.startsWith(listener + "::"))
        .map(line -> Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)))
        .findFirst();
  }

  private String get(String url) {
    try {
      return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(log(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file)).filter(text -> !text.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
