package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a spool, with its numbered segments, a recycled segment, the position file and
 * the lock of its process.
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

  /** Creates the directory durably. */
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

  /** Returns the size in bytes of each segment by number; another thread may delete segments. */
  NavigableMap<Long, Long> segments() throws IOException {
    NavigableMap<Long, Long> sizes = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        try {
          sizes.put(number(file), Files.size(file));
        } catch (NoSuchFileException e) {
          // The segment was deleted after its name was read.
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return sizes;
  }

  /** Opens a reader over the records of a segment between two offsets. */
  SegmentFrameReader read(long number, long from, long end, ByteBuffer buffer) throws IOException {
    return new SegmentFrameReader(segment(number), number, from, end, buffer);
  }

  private Path segment(long number) {
    return directory.resolve("%016x%s".formatted(number, SUFFIX));
  }

  /**
   * Creates a segment durably, or leaves no file behind. It is the recycled segment with its old
   * content, or a new empty file.
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

  /** Opens a segment to write behind its durable records. */
  FileChannel reopen(long number, long size) throws IOException {
    FileChannel channel = FileChannel.open(segment(number), StandardOpenOption.WRITE);
    try {
      return channel.position(size);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Frees the recycled segment; returns false if there is none. */
  boolean dropRecycled() {
    return spare.drop();
  }

  /** Syncs the directory, which makes the names of segments durable. */
  void sync() throws IOException {
    sync(directory);
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /** Truncates a segment durably, and deletes it if nothing is left. */
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

  /** Deletes or recycles a segment of this process that nobody reads. */
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

  /** Releases the lock by closing its channel. */
  @Override
  public void close() throws IOException {
    position.close();
    lockChannel.close();
  }
}
