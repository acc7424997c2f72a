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
    if (!MessageDigest.isEqual(Arrays.copyOf(bytes, HASH_BYTES), Sha256.of(content))) {
      throw new IOException("the file's hash does not match its content");
    }
    return Optional.of(content);
  }

  /** Replaces the content; one writer at a time. */
  public void write(byte[] content) throws IOException {
    AtomicFiles.replace(
        path,
        channel -> {
          AtomicFiles.writeFully(channel, ByteBuffer.wrap(Sha256.of(content)));
          AtomicFiles.writeFully(channel, ByteBuffer.wrap(content));
        });
  }
}
