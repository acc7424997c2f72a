package dev.sluice.extproc.cache.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.Secret;
import dev.sluice.extproc.cache.CacheKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryCipherTest {
  private static final byte[] CONTENT = "a stored answer".getBytes(UTF_8);

  private final EntryCipher cipher = cipher(FakeEntries.SECRET);

  @Test
  void entry_ofSameSecret_isReadByAnotherReplica() {
    byte[] entry = cipher.seal("n", CONTENT);
    assertArrayEquals(CONTENT, cipher(FakeEntries.SECRET).open("n", entry).orElseThrow());
    assertFalse(new String(entry, UTF_8).contains("stored"));
  }

  @Test
  void entry_eachBitChanged_isRejected() {
    byte[] entry = cipher.seal("n", CONTENT);
    for (int bit = 0; bit < 8 * entry.length; bit++) {
      byte[] changed = entry.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertTrue(cipher.open("n", changed).isEmpty(), "bit " + bit);
    }
    for (int length = 0; length < entry.length; length++) {
      assertTrue(cipher.open("n", Arrays.copyOf(entry, length)).isEmpty(), "length " + length);
    }
  }

  @Test
  void entry_ofOtherNameOrSecret_isRejected() {
    byte[] entry = cipher.seal("n", CONTENT);
    assertTrue(cipher.open("m", entry).isEmpty());
    assertTrue(cipher("f".repeat(32)).open("n", entry).isEmpty());
  }

  @Test
  void entry_sealedAgain_hasOtherBytes() {
    Set<String> entries =
        IntStream.range(0, 100)
            .mapToObj(_ -> HexFormat.of().formatHex(cipher.seal("n", CONTENT)))
            .collect(Collectors.toSet());
    assertEquals(100, entries.size());
  }

  @Test
  void name_dependsOnTenantKeySecretAndRelease() {
    CacheKey key = new CacheKey("acme", "d1");
    String name = cipher.nameOf(key);
    assertTrue(name.matches("sluice:cache:[0-9a-f]{64}"), name);
    assertEquals(name, cipher(FakeEntries.SECRET).nameOf(key));
    assertNotEquals(name, cipher.nameOf(new CacheKey("globex", "d1")));
    assertNotEquals(name, cipher.nameOf(new CacheKey("acme", "d2")));
    assertNotEquals(name, cipher("f".repeat(32)).nameOf(key));
    assertNotEquals(name, new EntryCipher(Secret.of(FakeEntries.SECRET), "2.0").nameOf(key));
  }

  private static EntryCipher cipher(String secret) {
    return new EntryCipher(Secret.of(secret), "1.0");
  }
}
