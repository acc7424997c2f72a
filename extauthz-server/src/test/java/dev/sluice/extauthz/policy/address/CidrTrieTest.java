package dev.sluice.extauthz.policy.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CidrTrieTest {
  private CidrTrie<String> trie = CidrTrie.empty();

  @Test
  void find_smallestBlockDecides() {
    add("10.0.0.0/8", "wide");
    add("10.1.0.0/16", "narrow");
    add("10.1.2.3", "one");
    assertEquals("one", find("10.1.2.3"));
    assertEquals("narrow", find("10.1.2.4"));
    assertEquals("wide", find("10.2.0.0"));
    assertNull(find("11.0.0.0"));
    assertEquals("wide", trie.find(address("10.1.2.3"), "wide"::equals));
  }

  @Test
  void find_ipv6Block_hasNoIpv4() {
    add("::/0", "six");
    assertNull(find("203.0.113.1"));
    assertEquals("six", find("2001:db8::1"));
    add("0.0.0.0/0", "four");
    assertEquals("four", find("203.0.113.1"));
    assertEquals("four", find("::ffff:203.0.113.1"));
  }

  @Test
  void without_lastValue_isEmpty() {
    add("2001:db8::/32", "a");
    add("2001:db8::/32", "b");
    add("2001:db9::/32", "c");
    remove("2001:db8::/32", "a");
    assertEquals("b", find("2001:db8::1"));
    remove("2001:db8::/32", "b");
    remove("2001:db8::/32", "unknown");
    assertNull(find("2001:db8::1"));
    assertEquals("c", find("2001:db9::1"));
    remove("2001:db9::/32", "c");
    assertTrue(trie.isEmpty());
  }

  @Test
  void text_isParsedAgain() {
    for (String text :
        List.of("203.0.113.7/32", "10.0.0.0/8", "2001:db8:0:1:0:0:0:0/64", "0:0:0:0:0:0:0:0/0")) {
      assertEquals(text, block(text).text());
    }
    assertEquals("192.0.2.0/24", block("::ffff:192.0.2.0/120").text());
  }

  @Test
  void find_randomBlocks_equalsSearchOfAll() {
    Random random = new Random(7);
    List<CidrBlock> blocks = new ArrayList<>();
    for (int step = 0; step < 2_000; step++) {
      if (blocks.size() > 40 || (!blocks.isEmpty() && random.nextInt(3) == 0)) {
        CidrBlock removed = blocks.remove(random.nextInt(blocks.size()));
        trie = trie.without(removed, removed.toString());
      } else {
        CidrBlock added = CidrBlock.around(address(random), 96 + random.nextInt(33));
        if (!blocks.contains(added)) {
          blocks.add(added);
          trie = trie.with(added, added.toString());
        }
      }
      IpAddress client = address(random);
      String expected =
          blocks.stream()
              .filter(block -> block.contains(client))
              .max(Comparator.comparingInt(CidrBlock::prefixLength))
              .map(CidrBlock::toString)
              .orElse(null);
      assertEquals(expected, trie.find(client, _ -> true), "step " + step);
    }
    for (CidrBlock block : blocks) {
      trie = trie.without(block, block.toString());
    }
    assertTrue(trie.isEmpty());
  }

  private static IpAddress address(Random random) {
    return address("10.0.%d.%d".formatted(random.nextInt(4), random.nextInt(16) * 16));
  }

  private void add(String block, String value) {
    trie = trie.with(block(block), value);
  }

  private void remove(String block, String value) {
    trie = trie.without(block(block), value);
  }

  private @Nullable String find(String client) {
    return trie.find(address(client), _ -> true);
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  private static CidrBlock block(String text) {
    return ((CidrBlock.ParseResult.Parsed) CidrBlock.parse(text)).cidr();
  }
}
