package dev.sluice.common.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A DER encoder for the parts of a certificate. */
final class Der {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(0x30, join(parts));
  }

  static byte[] set(byte[]... parts) {
    return value(0x31, join(parts));
  }

  static byte[] explicit(int tag, byte[] content) {
    return value(0xa0 + tag, content);
  }

  static byte[] integer(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  static byte[] yes() {
    return value(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] octets(byte[] content) {
    return value(0x04, content);
  }

  static byte[] bits(byte[] content) {
    return value(0x03, join(new byte[] {0}, content));
  }

  /** Returns a bit string of one byte, whose last {@code unused} bits are unused. */
  static byte[] flags(int flags, int unused) {
    return value(0x03, new byte[] {(byte) unused, (byte) flags});
  }

  static byte[] text(String text) {
    return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns an alternative name of a certificate; kind 6 is a URI. */
  static byte[] name(int kind, String text) {
    return value(0x80 + kind, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns an alternative name of a certificate that is an IP address. */
  static byte[] address(String literal) {
    return value(0x87, InetAddress.ofLiteral(literal).getAddress());
  }

  static byte[] time(Instant time) {
    return value(0x18, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] oid(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
    for (int i = 2; i < parts.length; i++) {
      long arc = Long.parseLong(parts[i]);
      for (int shift = 63 / 7 * 7; shift > 0; shift -= 7) {
        if (arc >>> shift != 0) {
          out.write((int) ((arc >>> shift) & 0x7f) | 0x80);
        }
      }
      out.write((int) (arc & 0x7f));
    }
    return value(0x06, out.toByteArray());
  }

  private static byte[] value(int tag, byte[] content) {
    int length = content.length;
    byte[] header;
    if (length < 0x80) {
      header = new byte[] {(byte) tag, (byte) length};
    } else if (length < 0x100) {
      header = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    } else {
      header = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }
    return join(header, content);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
