package dev.sluice.common.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of a SHA-256 and the bytes it covers, replaced atomically and synced: after a crash the
 * old content is there or the new one, and anything else is recognised.
 */
public record HashedFile(Path path) {
  private static final int HASH_BYTES = 32;

  /** Empty when there is no file yet; throws when there is one that cannot be trusted. */
  public Optional<byte[]> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(path);
    if (bytes.length < HASH_BYTES) {
      throw new IOException("the file is too short");
    }
    byte[] content = Arrays.copyOfRange(bytes, HASH_BYTES, bytes.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(bytes, HASH_BYTES), sha256(content))) {
      throw new IOException("the file's hash does not match its content");
    }
    return Optional.of(content);
  }

  /** Replaces the content; one writer at a time. */
  public void write(byte[] content) throws IOException {
    Path target = path.toAbsolutePath();
    Path directory = Files.createDirectories(target.resolveSibling(""));
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      writeFully(channel, sha256(content));
      writeFully(channel, content);
      channel.force(true);
    }
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
