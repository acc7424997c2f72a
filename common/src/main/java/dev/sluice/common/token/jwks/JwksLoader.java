package dev.sluice.common.token.jwks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A blocking loader of a JWKS document. */
public interface JwksLoader extends AutoCloseable {
  int MAX_BYTES = 512 * 1024;

  String load() throws IOException, InterruptedException;

  @Override
  default void close() {}

  static JwksLoader of(JwksSource source) {
    return switch (source) {
      case JwksSource.File(Path path) -> () -> read(path);
      case JwksSource.Inline(String document) -> () -> document;
      case JwksSource.Url url -> new HttpJwksLoader(url);
      case JwksSource.Discovery discovery -> new DiscoveryLoader(discovery);
    };
  }

  /** Decodes UTF-8 and rejects anything else. */
  static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String read(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("larger than " + MAX_BYTES + " bytes");
      }
      return text(bytes);
    }
  }
}
