package dev.sluice.controller.retention;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Links of one writer that go together: consecutive numbers, each with the hash of the one before.
 *
 * @param prevHash the hash before the first, in hex
 * @param hash of the last, in hex
 */
record LinkRun(UUID writer, long first, long last, String prevHash, String hash) {
  private static final byte[] PURPOSE = "sluice-boundary-1".getBytes(StandardCharsets.US_ASCII);

  /** What is signed when the run goes with a partition. */
  byte[] message(String partition, long atMs) {
    byte[] before = HexFormat.of().parseHex(prevHash);
    byte[] end = HexFormat.of().parseHex(hash);
    byte[] name = partition.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            PURPOSE.length + 5 * Long.BYTES + before.length + end.length + name.length)
        .put(PURPOSE)
        .putLong(writer.getMostSignificantBits())
        .putLong(writer.getLeastSignificantBits())
        .putLong(first)
        .putLong(last)
        .put(before)
        .put(end)
        .put(name)
        .putLong(atMs)
        .array();
  }
}
