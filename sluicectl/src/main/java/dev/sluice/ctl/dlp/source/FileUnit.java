package dev.sluice.ctl.dlp.source;

import dev.sluice.ctl.dlp.scan.ScanRules;
import dev.sluice.ctl.dlp.scan.ScanUnit;
import dev.sluice.ctl.dlp.scan.TextScan;
import dev.sluice.ctl.dlp.scan.UnitResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A scan of one file or of standard input, in chunks. A text with a zero byte in its first 8 KB is
 * binary and is skipped.
 */
public final class FileUnit implements ScanUnit {
  private static final int CHUNK = 1 << 16;
  private static final int BINARY_BYTES = 1 << 13;

  /** A function that opens the text. */
  @FunctionalInterface
  private interface Opening {
    InputStream open() throws IOException;
  }

  private final ScanRules rules;
  private final String name;
  private final Opening text;

  private FileUnit(ScanRules rules, String name, Opening text) {
    this.rules = rules;
    this.name = name;
    this.text = text;
  }

  /** Creates a scan of a file. */
  public static FileUnit of(ScanRules rules, Path file) {
    String name = file.normalize().toString().replace('\\', '/');
    return new FileUnit(rules, name, () -> Files.newInputStream(file));
  }

  /** Creates a scan of a stream. */
  public static FileUnit of(ScanRules rules, String name, InputStream in) {
    return new FileUnit(rules, name, () -> in);
  }

  @Override
  public UnitResult scan() {
    try (InputStream in = text.open()) {
      byte[] chunk = new byte[CHUNK];
      int size = in.readNBytes(chunk, 0, BINARY_BYTES);
      if (isBinary(chunk, size)) {
        return UnitResult.binary();
      }
      TextScan scan = rules.open("", name, 1);
      while (size > 0) {
        scan.feed(chunk, 0, size);
        size = in.readNBytes(chunk, 0, CHUNK);
      }
      scan.end();
      return new UnitResult(scan.findings(), 1, scan.bytes(), 0, scan.more(), scan.problems());
    } catch (IOException e) {
      return UnitResult.failed(name + ": cannot be read; check its permissions");
    }
  }

  private static boolean isBinary(byte[] bytes, int size) {
    for (int i = 0; i < size; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
