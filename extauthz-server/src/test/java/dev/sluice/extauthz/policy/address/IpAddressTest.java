package dev.sluice.extauthz.policy.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0, ffff00000000",
    "255.255.255.255, 0, ffffffffffff",
    "10.1.2.3, 0, ffff0a010203",
    "::ffff:10.1.2.3, 0, ffff0a010203",
    "::FFFF:0a01:0203, 0, ffff0a010203",
    "::, 0, 0",
    "::1, 0, 1",
    "1::, 1000000000000, 0",
    "2001:db8::8:800:200c:417a, 20010db800000000, 80800200c417a",
    "2001:db8:0:0:8:800:200c:417a, 20010db800000000, 80800200c417a",
    "fe80::1%eth0, fe80000000000000, 1",
    "1:2:3:4:5:6:7::, 1000200030004, 5000600070000",
    "::2:3:4:5:6:7:8, 200030004, 5000600070008",
    "64:ff9b::192.0.2.33, 64ff9b00000000, c0000221",
  })
  void parse_validAddress(String text, String high, String low) {
    assertEquals(
        Optional.of(
            new IpAddress(Long.parseUnsignedLong(high, 16), Long.parseUnsignedLong(low, 16))),
        IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4 ",
        "1.2.3.-4",
        "1..2.3",
        "0x7f.0.0.1",
        "１.2.3.4",
        "1.2.3.4:80",
        ":",
        ":::",
        "1:::2",
        "1::2::3",
        ":1",
        "1:",
        "1:2",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1.2.3",
        "1.2.3.4::",
        "[::1]",
        "::1/128",
        "/var/run/envoy.sock",
        "1.2.3.4.1.2.3.4.1.2.3.4.1.2.3.4.1.2.3.4.1.2.3.4.1.2.3.4.1.2.3.4.1.2.3.4"
      })
  void parse_invalidText_isEmpty(String text) {
    assertEquals(Optional.empty(), IpAddress.parse(text));
  }

  @Test
  void parse_addressFormattedByJdk() throws UnknownHostException {
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
      random.nextBytes(bytes);
      IpAddress read =
          IpAddress.parse(InetAddress.getByAddress(bytes).getHostAddress()).orElseThrow();
      if (bytes.length == 4) {
        assertTrue(read.isIpv4());
        assertEquals(ByteBuffer.wrap(bytes).getInt(), read.ipv4());
      } else {
        assertFalse(read.isIpv4());
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        assertEquals(new IpAddress(halves.getLong(), halves.getLong()), read);
      }
    }
  }
}
