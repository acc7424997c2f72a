package dev.sluice.e2e.support;

import dev.sluice.e2e.process.EnvoyCommand;
import dev.sluice.e2e.process.ManagedProcess;
import dev.sluice.e2e.process.ProcessSpec;
import dev.sluice.e2e.stack.StackPorts;
import dev.sluice.e2e.stack.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** An Envoy with a static configuration from a file beside the test. */
public final class StaticEnvoy implements AutoCloseable {
  private final ManagedProcess process;

  private StaticEnvoy(ManagedProcess process) {
    this.process = process;
  }

  /**
   * Starts an Envoy. Values replace {@code {{name}}} in the file; {@code admin} gets a free port.
   */
  public static StaticEnvoy start(StackSettings settings, String file, Map<String, ?> values) {
    String text = read(file);
    for (var value : values.entrySet()) {
      text = text.replace("{{" + value.getKey() + "}}", value.getValue().toString());
    }
    int admin = StackPorts.findFreePort();
    Path written = settings.config("static-" + admin);
    write(written, text.replace("{{admin}}", Integer.toString(admin)));
    ManagedProcess process =
        new ManagedProcess(
            new ProcessSpec(
                "envoy-" + file,
                EnvoyCommand.of(settings.envoy(), written),
                Map.of(),
                settings.home(),
                settings.log(file),
                settings.pidFolder().resolve(file + ".pid"),
                URI.create("http://127.0.0.1:" + admin + "/ready"),
                Duration.ofMinutes(1)));
    process.start();
    process.awaitReady();
    return new StaticEnvoy(process);
  }

  @Override
  public void close() {
    process.close();
  }

  private static String read(String file) {
    try (InputStream text = StaticEnvoy.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
