package dev.sluice.e2e.stack;

import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A reservation of ports for processes that listen some time later. A port stays reserved until
 * this JVM ends, by a lock on one byte of a file that all JVMs of the user share. The ports are
 * below the range that the system uses for outgoing connections.
 */
final class PortClaims {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;
  private static final Path FILE =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "sluice-ports-" + System.getProperty("user.name", "user"));

  private static int next = ThreadLocalRandom.current().nextInt(COUNT);
  private static @Nullable FileChannel file;

  private PortClaims() {}

  /** Returns a port without a listener that no other JVM has reserved. */
  static synchronized int claim() {
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FIRST + next;
      next = (next + 1) % COUNT;
      if (isFree(port) && locked(port)) {
        return port;
      }
    }
    throw new MissingPrerequisiteException(
        "no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Locks the byte of a port until this JVM ends; returns false if it is locked already. */
  private static boolean locked(int port) {
    try {
      FileChannel open = file;
      if (open == null) {
        open = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file = open;
      }
      FileLock lock = open.tryLock(port, 1, false);
      return lock != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
