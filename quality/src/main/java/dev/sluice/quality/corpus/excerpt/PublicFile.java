package dev.sluice.quality.corpus.excerpt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipFile;

/**
 * A public file that is not read yet.
 *
 * @param unit the package, module or library; all its files are on one side
 * @param path the path in the archive, or of the file
 * @param archive the archive, or the file itself
 */
record PublicFile(TextOrigin origin, String unit, String path, Path archive) {
  private static final int MOST_BYTES = 200_000;

  /** Returns the beginning of the text. */
  String read() throws IOException {
    if (archive.endsWith(path)) {
      try (InputStream stream = Files.newInputStream(archive)) {
        return text(stream);
      }
    }
    try (ZipFile zip = new ZipFile(archive.toFile());
        InputStream stream = zip.getInputStream(Objects.requireNonNull(zip.getEntry(path), path))) {
      return text(stream);
    }
  }

  private static String text(InputStream stream) throws IOException {
    return new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
