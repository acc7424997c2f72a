package dev.sluice.bench.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text that makes searches slow: a beginning, then a unit that repeats. */
record ScanBait(String name, String beginning, String unit) {

  static ScanBait of(String unit) {
    return new ScanBait(shown(unit), "", unit);
  }

  static ScanBait of(String beginning, String unit) {
    return new ScanBait(shown(beginning) + " " + shown(unit), beginning, unit);
  }

  /** Returns that many bytes of it, cut anywhere. */
  byte[] bytes(int length) {
    byte[] first = beginning.getBytes(StandardCharsets.UTF_8);
    byte[] again = unit.getBytes(StandardCharsets.UTF_8);
    byte[] text = Arrays.copyOf(first, length);
    for (int at = first.length; at < length; at++) {
      text[at] = again[(at - first.length) % again.length];
    }
    return text;
  }

  private static String shown(String text) {
    String plain = text.replace("\n", "⏎").replace("\t", "⇥").replace("\u200b", "<ZWSP>");
    return plain.length() > 36 ? plain.substring(0, 35) + "…" : "'" + plain + "'…";
  }
}
