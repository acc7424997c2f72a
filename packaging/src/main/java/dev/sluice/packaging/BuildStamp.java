package dev.sluice.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;

/**
 * The version of this build and the time that all its files have.
 *
 * @param version the version in pom.xml
 * @param time {@code project.build.outputTimestamp} in pom.xml
 */
record BuildStamp(String version, Instant time) {

  /** Reads what Maven has written into this module's jar. */
  static BuildStamp read() {
    Properties properties = new Properties();
    try (InputStream in = BuildStamp.class.getResourceAsStream("build.properties")) {
      properties.load(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildStamp(
        properties.getProperty("version"), Instant.parse(properties.getProperty("time")));
  }
}
