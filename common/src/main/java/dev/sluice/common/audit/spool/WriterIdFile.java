package dev.sluice.common.audit.spool;

import dev.sluice.common.file.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * A file with the id of the writer of a directory, a random UUID that is created with the first
 * record.
 */
final class WriterIdFile {
  private final Path file;

  WriterIdFile(Path directory) {
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

  /** Creates a new writer id durably. */
  UUID create() throws IOException {
    UUID writer = UUID.randomUUID();
    ByteBuffer text = ByteBuffer.wrap((writer + "\n").getBytes(StandardCharsets.US_ASCII));
    AtomicFiles.replace(file, channel -> AtomicFiles.writeFully(channel, text));
    return writer;
  }
}
