package dev.sluice.extauthz.policy.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressSetTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 9.255.255.255, false",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:10.0.0.0/104, 10.1.2.3, true",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "128.0.0.0/1, 127.255.255.255, false",
    "128.0.0.0/1, 255.255.255.255, true",
    "::/0, ffff::, true",
    "::/0, 1.2.3.4, false",
    "2001:db8::/32, 2001:db8:ffff::, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
    "2001:db8::/64, 2001:db8:0:1::, false",
    "2001:db8::8000/113, 2001:db8::ffff, true",
    "2001:db8::8000/113, 2001:db8::7fff, false",
    "::1, ::1, true",
  })
  void contains_firstAndLastAddress(String block, String address, boolean expected) {
    assertEquals(expected, set(block).contains(ip(address)));
  }

  @Test
  void contains_nestedBlocks() {
    IpAddressSet set =
        set("10.1.0.0/16", "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/8", "2001:db8::/48", "2001::/16");
    assertEquals(2, set.size());
    assertTrue(set.contains(ip("10.200.0.1")));
    assertTrue(set.contains(ip("2001:ffff::1")));
    assertFalse(set().contains(ip("10.0.0.1")));
  }

  @Test
  void contains_random_equalsLinearSearch() {
    var random = new Random(11);
    List<CidrBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int bits = 8 + random.nextInt(25);
      blocks.add(block(random.nextInt() & (-1 << (32 - bits)), bits));
    }
    IpAddressSet set = new IpAddressSet(blocks);
    for (int i = 0; i < 20_000; i++) {
      int address =
          i % 2 == 0
              ? random.nextInt()
              : blocks.get(random.nextInt(300)).last().ipv4() + random.nextInt(3) - 1;
      boolean expected =
          blocks.stream()
              .anyMatch(block ->
                  Integer.compareUnsigned(block.first().ipv4(), address) <= 0
                      && Integer.compareUnsigned(address, block.last().ipv4()) <= 0);
      assertEquals(expected, set.contains(IpAddress.ofIpv4(address)));
    }
  }

  @Test
  void contains_hundredsOfThousandsOfBlocks() {
    List<CidrBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 300_000; i++) {
      blocks.add(block(i * 4096, 24));
      blocks.add(new CidrBlock(new IpAddress(0x20010db8_00000000L | i, 0), 64));
    }
    IpAddressSet set = new IpAddressSet(blocks);
    assertEquals(600_000, set.size());
    for (int i = 0; i < 300_000; i++) {
      assertTrue(set.contains(IpAddress.ofIpv4(i * 4096 + 255)));
      assertFalse(set.contains(IpAddress.ofIpv4(i * 4096 + 256)));
      assertTrue(set.contains(new IpAddress(0x20010db8_00000000L | i, -1)));
    }
    assertFalse(set.contains(new IpAddress(0x20010db8_00000000L | 300_000, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/8, must start with the first address of its block",
    "2001:db8::1/64, must start with the first address of its block",
    "10.0.0.0/33, must have a prefix length from 0 to 32 after the slash",
    "10.0.0.0/, must have a prefix length from 0 to 32 after the slash",
    "10.0.0.0/08, must have a prefix length from 0 to 32 after the slash",
    "::/129, must have a prefix length from 0 to 128 after the slash",
    "KR, 'is not an IP address or a block such as 10.0.0.0/8'",
    "fe80::1%1, 'is not an IP address or a block such as 10.0.0.0/8'",
  })
  void parse_invalidBlock_isRejected(String text, String why) {
    assertEquals(new CidrBlock.ParseResult.Rejected(why), CidrBlock.parse(text));
  }

  private static IpAddressSet set(String... blocks) {
    return new IpAddressSet(
        Stream.of(blocks)
            .map(text ->
                assertInstanceOf(CidrBlock.ParseResult.Parsed.class, CidrBlock.parse(text)).cidr())
            .toList());
  }

  private static CidrBlock block(int first, int bits) {
    return new CidrBlock(IpAddress.ofIpv4(first), 96 + bits);
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }
}
