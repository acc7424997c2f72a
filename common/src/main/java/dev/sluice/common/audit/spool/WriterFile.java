package dev.sluice.common.audit.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/** Keeps who writes into this folder: one random id, made with the first record. */
final class WriterFile {
  private final Path directory;
  private final Path file;

  WriterFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve("writer");
  }

  Optional<UUID> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(Files.readString(file).strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Makes a new writer, whose name survives a power cut. */
  UUID make() throws IOException {
    UUID writer = UUID.randomUUID();
    Path unnamed = directory.resolve("writer.new");
    ByteBuffer text = ByteBuffer.wrap((writer + "\n").getBytes(StandardCharsets.US_ASCII));
    try (FileChannel out =
        FileChannel.open(
            unnamed,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      while (text.hasRemaining()) {
        out.write(text);
      }
      out.force(true);
    }
    Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
    return writer;
  }
}
