package dev.sluice.common.audit.record;

import dev.sluice.common.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A generator of record ids in the form of UUIDv7, so that rows sort by time. A hash of the request
 * replaces the random bits, so that an exchange always has the same id. Its time is that of Envoy.
 */
public final class AuditRecordId {
  private AuditRecordId() {}

  /** Returns the id of the exchange with this request id and start time. */
  public static UUID of(String requestId, Instant start) {
    String name = requestId + '\n' + start.getEpochSecond() + '.' + start.getNano();
    ByteBuffer hash = ByteBuffer.wrap(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    long time = start.toEpochMilli() << 16;
    return new UUID(
        time | 0x7000L | (hash.getLong() & 0x0fffL),
        (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
  }
}
