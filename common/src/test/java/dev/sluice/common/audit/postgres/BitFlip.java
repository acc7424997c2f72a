package dev.sluice.common.audit.postgres;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/** A change of one bit in the text form of a PostgreSQL value. */
final class BitFlip {
  private BitFlip() {}

  static String of(String type, String value, Random random) throws Exception {
    return switch (type) {
      case "bytea" -> "\\x" + HexFormat.of().formatHex(flip(hex(value), random));
      case "bigint", "integer" ->
          Long.toString(
              Long.parseLong(value) ^ (1L << random.nextInt(type.equals("bigint") ? 40 : 20)));
      case "boolean" -> value.equals("t") ? "f" : "t";
      case "uuid" -> uuid(UUID.fromString(value), random).toString();
      case "inet" ->
          InetAddress.getByAddress(flip(InetAddress.ofLiteral(value).getAddress(), random))
              .getHostAddress();
      default ->
          new String(flip(value.getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
    };
  }

  private static byte[] hex(String value) {
    return HexFormat.of().parseHex(value.substring(2));
  }

  private static byte[] flip(byte[] bytes, Random random) {
    int bit = random.nextInt(8 * bytes.length);
    bytes[bit / 8] ^= (byte) (1 << (bit % 8));
    return bytes;
  }

  private static UUID uuid(UUID id, Random random) {
    long bit = 1L << random.nextInt(64);
    return random.nextBoolean()
        ? new UUID(id.getMostSignificantBits() ^ bit, id.getLeastSignificantBits())
        : new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ bit);
  }
}
