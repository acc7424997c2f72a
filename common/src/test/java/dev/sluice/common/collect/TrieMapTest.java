package dev.sluice.common.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrieMapTest {
  /** A key whose hash the test chooses. */
  private record Key(int number, int hash) {
    @Override
    public int hashCode() {
      return hash;
    }
  }

  @Test
  void empty_map_hasNoEntries() {
    TrieMap<String, String> empty = TrieMap.empty();
    assertNull(empty.get("a"));
    assertEquals(0, empty.size());
    assertSame(empty, empty.without("a"));
  }

  @Test
  void with_change_keepsOriginal() {
    TrieMap<String, Integer> one = TrieMap.<String, Integer>empty().with("a", 1);
    TrieMap<String, Integer> other = one.with("a", 2).with("b", 3);
    assertEquals(1, one.get("a"));
    assertNull(one.get("b"));
    assertEquals(2, other.get("a"));
    assertEquals(2, other.size());
    assertNull(other.without("a").get("a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 1_000, Integer.MAX_VALUE})
  void changes_random_equalHashMap(int hashes) {
    Random random = new Random(hashes);
    Map<Key, Integer> expected = new HashMap<>();
    TrieMap<Key, Integer> map = TrieMap.empty();
    for (int step = 0; step < 5_000; step++) {
      int number = random.nextInt(300);
      Key key = new Key(number, number * 0x9E3779B9 % hashes);
      if (random.nextInt(3) == 0) {
        expected.remove(key);
        map = map.without(key);
      } else {
        expected.put(key, step);
        map = map.with(key, step);
      }
      assertEquals(expected.get(key), map.get(key));
      assertEquals(expected.size(), map.size());
    }
    for (int number = 0; number < 300; number++) {
      Key key = new Key(number, number * 0x9E3779B9 % hashes);
      assertEquals(expected.get(key), map.get(key));
    }
    for (Key key : expected.keySet()) {
      map = map.without(key);
    }
    assertEquals(0, map.size());
  }
}
