package dev.sluice.common.file;

import dev.sluice.common.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file with content and its SHA-256, replaced atomically and synced. After a crash it has the old
 * content or the new one, and any damage is detected.
 */
public record HashedFile(Path path) {
  private static final int HASH_BYTES = 32;

  /** Returns the content, or empty without a file; throws if the file is damaged. */
  public Optional<byte[]> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(path);
    if (bytes.length < HASH_BYTES) {
      throw new IOException("the file is too short");
    }
    byte[] content = Arrays.copyOfRange(bytes, HASH_BYTES, bytes.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(bytes, HASH_BYTES), Sha256.of(content))) {
      throw new IOException("the file's hash does not match its content");
    }
    return Optional.of(content);
  }

  /** Replaces the content. Only one thread may write at a time. */
  public void write(byte[] content) throws IOException {
    AtomicFiles.replace(
        path,
        channel -> {
          AtomicFiles.writeFully(channel, ByteBuffer.wrap(Sha256.of(content)));
          AtomicFiles.writeFully(channel, ByteBuffer.wrap(content));
        });
  }
}
