package dev.sluice.bench.scan;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The texts of {@code baits.txt}, and random texts. */
final class ScanBaits {
  private static final String ATTACKS = "[attacks]";
  private static final String THEN = " => ";

  private ScanBaits() {}

  /** Returns texts for the shipped policy: runs, almost-matches, values in every word. */
  static List<ScanBait> forPolicy() {
    List<String> lines = lines();
    List<ScanBait> all = new ArrayList<>(parse(lines.subList(0, lines.indexOf(ATTACKS))));
    var random = SeededRandom.of(1, "baits");
    all.add(new ScanBait("random digits", "", random.digits(9973)));
    all.add(new ScanBait("random hexadecimal digits", "", random.text(SeededRandom.HEX, 9973)));
    all.add(new ScanBait("random base64", "", random.text(SeededRandom.BASE64, 9973)));
    all.add(new ScanBait("random base64url", "", random.text(SeededRandom.BASE64_URL, 9973)));
    String key = "-----BEGIN PRIV" + "ATE KEY-----\n";
    String keyLine = random.text(SeededRandom.BASE64, 64) + "\n";
    all.add(new ScanBait("a private key without an end", key, keyLine));
    all.add(new ScanBait("a JWT without an end", "eyJ", random.text(SeededRandom.BASE64_URL, 997)));
    String token = random.text(SeededRandom.ALPHANUMERIC, 997);
    all.add(new ScanBait("a bearer token without an end", "Bearer ", token));
    String password = random.text(SeededRandom.ALPHANUMERIC, 997);
    all.add(new ScanBait("a password without an end", "password=", password));
    return all;
  }

  /** Returns texts that begin like attacks. */
  static List<ScanBait> forAttackRules() {
    List<String> lines = lines();
    return parse(lines.subList(lines.indexOf(ATTACKS), lines.size()));
  }

  private static List<ScanBait> parse(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("\"")).map(ScanBaits::parse).toList();
  }

  private static ScanBait parse(String line) {
    int at = line.indexOf(THEN);
    return at < 0
        ? ScanBait.of(literal(line))
        : ScanBait.of(literal(line.substring(0, at)), literal(line.substring(at + THEN.length())));
  }

  private static String literal(String text) {
    return text.substring(1, text.length() - 1).translateEscapes();
  }

  private static List<String> lines() {
    try (InputStream in = ScanBaits.class.getResourceAsStream("baits.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
