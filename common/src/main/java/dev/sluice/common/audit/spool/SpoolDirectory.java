package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a spool: its numbered segments and a spare one, the place file and the lock of its
 * one process.
 */
final class SpoolDirectory implements AutoCloseable {
  private static final String SUFFIX = ".spool";

  private final Path directory;
  private final FileChannel lockChannel;
  private final PositionFile position;
  private final RecycledSegment spare;

  SpoolDirectory(Path directory) throws IOException {
    this.directory = made(directory);
    this.lockChannel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock() == null) {
      lockChannel.close();
      throw new IOException("another process uses the spool " + directory);
    }
    this.position = new PositionFile(directory.resolve("position"));
    this.spare = new RecycledSegment(directory.resolve("spare"));
  }

  /** The folder, whose name survives a power cut as well. */
  private static Path made(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null) {
        sync(parent);
      }
    }
    return directory;
  }

  Path path() {
    return directory;
  }

  WriterIdFile writer() {
    return new WriterIdFile(directory);
  }

  PositionFile position() {
    return position;
  }

  /** Every segment by number, with its size in bytes. */
  NavigableMap<Long, Long> segments() throws IOException {
    NavigableMap<Long, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .forEach(file -> sizes.put(number(file), size(file)));
    }
    return sizes;
  }

  /** Walks over the records of a segment between two offsets. */
  SegmentFrameReader read(long number, long from, long end, ByteBuffer buffer) throws IOException {
    return new SegmentFrameReader(segment(number), number, from, end, buffer);
  }

  private Path segment(long number) {
    return directory.resolve("%016x%s".formatted(number, SUFFIX));
  }

  /**
   * Begins a segment whose name survives a power cut as well, or leaves none behind. It is the
   * spare one, with what that held, or a new one, which is empty.
   */
  FileChannel create(long number) throws IOException {
    Path file = segment(number);
    StandardOpenOption option =
        spare.reuseAs(file) ? StandardOpenOption.WRITE : StandardOpenOption.CREATE_NEW;
    FileChannel channel = FileChannel.open(file, option, StandardOpenOption.WRITE);
    try {
      sync();
      return channel;
    } catch (IOException e) {
      channel.close();
      delete(number);
      throw e;
    }
  }

  /** Makes the names of segments durable. */
  void sync() throws IOException {
    sync(directory);
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /** Cuts off what lies behind {@code size}, durably; a segment without anything goes. */
  void truncate(long number, long size) throws IOException {
    Path file = segment(number);
    if (Files.exists(file)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(size);
        channel.force(true);
      }
    }
    if (size == 0) {
      delete(number);
    }
  }

  /** Lets go of a segment that this process wrote and nobody reads any more. */
  void retire(long number) throws IOException {
    if (!spare.store(segment(number))) {
      delete(number);
    }
  }

  void delete(long number) throws IOException {
    Files.deleteIfExists(segment(number));
  }

  private @Nullable FileLock lock() throws IOException {
    try {
      return lockChannel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static long number(Path file) {
    String name = file.getFileName().toString();
    return Long.parseUnsignedLong(name.substring(0, name.length() - SUFFIX.length()), 16);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the lock back with its channel. */
  @Override
  public void close() throws IOException {
    position.close();
    lockChannel.close();
  }
}
