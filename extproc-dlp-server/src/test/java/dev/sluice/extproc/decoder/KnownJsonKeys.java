package dev.sluice.extproc.decoder;

import java.nio.charset.StandardCharsets;

/** The keys that the tokenizer shares. */
public final class KnownJsonKeys {
  private KnownJsonKeys() {}

  public static boolean contains(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    return key.equals(JsonKeys.find(bytes, bytes.length)) && bytes.length <= JsonKeys.LONGEST;
  }
}
