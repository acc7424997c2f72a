package dev.sluice.e2e.mesh;

import dev.sluice.e2e.process.ConditionWait;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A number that one process holds for its network. Names and addresses contain it. A lock on one
 * byte of a file holds it, so that it is free again when the process ends in any way.
 */
record NetworkSlot(int number, FileLock lock) implements AutoCloseable {
  private static final int COUNT = 32;
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Path FILE =
      Path.of(System.getProperty("java.io.tmpdir"), "sluice-pod-networks");

  // Stays open, because a process that closes a file loses all its locks on it.
  private static @Nullable FileChannel file;

  /** Takes the first free slot, and removes what ended processes left in any free slot. */
  static synchronized NetworkSlot take() {
    List<NetworkSlot> free = new ArrayList<>();
    for (int number = 0; number < COUNT; number++) {
      lock(number).ifPresent(free::add);
    }
    if (free.isEmpty()) {
      throw new MissingPrerequisiteException("no free network slot in " + FILE);
    }
    free.forEach(NetworkSlot::removeLeftovers);
    free.stream().skip(1).forEach(NetworkSlot::close);
    return free.getFirst();
  }

  /** Returns the name of the bridge, and the start of the names of all namespaces. */
  String name() {
    return "sluice-" + number;
  }

  /** Returns the name of a namespace. */
  String namespace(String pod) {
    return name() + "-" + pod;
  }

  /** Returns an address of the network, from the range of RFC 2544 for tests of networks. */
  String address(int host) {
    return "198.18." + number + "." + host;
  }

  /** Returns the name of a link between a pod and the bridge. */
  String link(int index) {
    return "slu" + number + "-" + index;
  }

  /** Ends the processes in the namespaces of this slot and removes all parts of its network. */
  void removeLeftovers() {
    SystemCommand.run("ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(namespace -> namespace.startsWith(namespace("")))
        .forEach(PodNamespace::remove);
    // The system removes a link some time after its namespace: the results here do not matter.
    for (String link : links()) {
      SystemCommand.runWithInput("", List.of("ip", "link", "delete", link));
    }
    ConditionWait.awaitTrue("the links of " + name() + " are gone", LIMIT, () -> links().isEmpty());
  }

  /** Returns the names of the bridge and of the links to it, if they exist. */
  private List<String> links() {
    String start = link(0).substring(0, link(0).length() - 1);
    return SystemCommand.run("ip", "-oneline", "link", "show")
        .lines()
        .map(line -> line.split(" ", 3)[1].split("[@:]", 2)[0])
        .filter(link -> link.equals(name()) || link.startsWith(start))
        .toList();
  }

  @Override
  public void close() {
    try {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<NetworkSlot> lock(int number) {
    try {
      FileChannel open = file;
      if (open == null) {
        open = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file = open;
      }
      FileLock lock = open.tryLock(number, 1, false);
      return lock == null ? Optional.empty() : Optional.of(new NetworkSlot(number, lock));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
