package dev.sluice.common.audit.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A signed statement that the chain of a writer up to a record was delivered.
 *
 * @param hash the hash of the record {@code seq}
 * @param atMs the time of the signature in epoch milliseconds
 */
public record ChainCheckpoint(
    UUID writer, long seq, ChainHash hash, long atMs, ChainSignature signature) {
  private static final byte[] DOMAIN = "sluice-checkpoint-1".getBytes(StandardCharsets.US_ASCII);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Signs the position {@code link} of a chain. */
  public static ChainCheckpoint sign(ChainSigningKey key, ChainLink link, long atMs) {
    byte[] message = signedBytes(link.writer(), link.seq(), link.hash(), atMs);
    return new ChainCheckpoint(link.writer(), link.seq(), link.hash(), atMs, key.sign(message));
  }

  /** Returns the bytes that are signed. */
  byte[] signedBytes() {
    return signedBytes(writer, seq, hash, atMs);
  }

  private static byte[] signedBytes(UUID writer, long seq, ChainHash hash, long atMs) {
    ByteBuffer message = ByteBuffer.allocate(DOMAIN.length + 4 * Long.BYTES + ChainHash.SIZE);
    message
        .put(DOMAIN)
        .putLong(writer.getMostSignificantBits())
        .putLong(writer.getLeastSignificantBits())
        .putLong(seq);
    hash.put(message);
    return message.putLong(atMs).array();
  }

  /** Returns the checkpoint as one line of JSON, without a line end. */
  public String line() {
    return JSON.createObjectNode()
        .put("writer_id", writer.toString())
        .put("writer_seq", seq)
        .put("hash", hash.hex())
        .put("at_ms", atMs)
        .put("key_id", signature.keyId())
        .put("signature", signature.base64())
        .toString();
  }

  /** Parses the output of {@link #line}. */
  public static ChainCheckpoint parse(String line) {
    JsonNode json = JSON.readTree(line);
    return new ChainCheckpoint(
        UUID.fromString(json.path("writer_id").stringValue()),
        json.path("writer_seq").longValue(),
        ChainHash.ofHex(json.path("hash").stringValue()),
        json.path("at_ms").longValue(),
        new ChainSignature(
            json.path("key_id").stringValue(),
            Base64.getDecoder().decode(json.path("signature").stringValue())));
  }
}
