package dev.sluice.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of the product, as the build wrote it into the jar. */
public final class BuildVersion {
  private static final String RESOURCE = "version.txt";

  private BuildVersion() {}

  public static String read() {
    try (InputStream in = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
