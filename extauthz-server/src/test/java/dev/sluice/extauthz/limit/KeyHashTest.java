package dev.sluice.extauthz.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyHashTest {
  static long hash(String... parts) {
    KeyHash key = new KeyHash();
    for (String part : parts) {
      key.add(part);
    }
    return key.value();
  }

  @Test
  void parts_equal_haveEqualHash() {
    assertEquals(hash("acme", "홍길동"), hash("acme", "홍길동"));
  }

  @Test
  void parts_adjacent_areKeptApart() {
    assertNotEquals(hash("ab", "c"), hash("a", "bc"));
    assertNotEquals(hash("ab"), hash("ab", ""));
    assertNotEquals(hash("\0"), hash(""));
    assertNotEquals(hash("\0\0\0\0"), hash("\0\0\0\0\0"));
  }

  @Test
  void keys_million_haveDifferentHashes() {
    Set<Long> hashes = new HashSet<>(2_000_000);
    for (int i = 0; i < 1_000_000; i++) {
      hashes.add(hash("limit:calls", "acme", "user-" + i));
    }
    assertEquals(1_000_000, hashes.size());
  }
}
