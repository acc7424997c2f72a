package dev.sluice.e2e.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real Redis on a loopback port that keeps nothing on disk. */
public final class RedisProcess implements AutoCloseable {
  private static final String BINARY = "redis-server-6.2.6-v5-linux-amd64";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  /** Creates a Redis that is not started. */
  public RedisProcess(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Returns its address. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  /** Starts it and waits until it accepts connections. */
  public void start() {
    try {
      process =
          new ProcessBuilder(
                  List.of(
                      binary().toString(),
                      "--port",
                      Integer.toString(port),
                      "--bind",
                      "127.0.0.1",
                      "--save",
                      "",
                      "--dir",
                      folder.toString()))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("redis.log").toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ConditionWait.awaitTrue("Redis accepts connections", START_LIMIT, this::accepts);
  }

  /** Kills it, with all its counters. */
  public void kill() {
    running().destroyForcibly();
    ConditionWait.awaitTrue("Redis has ended", START_LIMIT, () -> !running().isAlive());
  }

  /** Sends it a signal by its name, such as {@code STOP}. */
  public void signal(String signal) {
    ProcessSignal.send(signal, running().pid(), "Redis");
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      signal("CONT");
      kill();
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("Redis was not started");
    }
    return process;
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Path binary() throws IOException {
    Files.createDirectories(folder);
    Path binary = folder.resolve("redis-server");
    if (!Files.exists(binary)) {
      try (InputStream in = RedisProcess.class.getResourceAsStream("/" + BINARY)) {
        if (in == null) {
          throw new IllegalStateException("no " + BINARY + " on the class path");
        }
        Files.copy(in, binary, StandardCopyOption.REPLACE_EXISTING);
      }
      if (!binary.toFile().setExecutable(true)) {
        throw new IllegalStateException("not executable: " + binary);
      }
    }
    return binary;
  }
}
