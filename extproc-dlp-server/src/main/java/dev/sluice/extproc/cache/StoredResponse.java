package dev.sluice.extproc.cache;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A response as it left the inspection.
 *
 * @param headers its headers without those of one exchange
 * @param etag its entity tag, with quotes
 * @param requestedAt the time of the request; its age counts from then
 * @param lifetime the time for which it is served
 */
public record StoredResponse(
    CachePlace place,
    List<Header> headers,
    ByteString body,
    String etag,
    Set<String> tags,
    Instant requestedAt,
    Duration lifetime) {
  private static final int OBJECTS = 512;

  public StoredResponse {
    headers = List.copyOf(headers);
    tags = Set.copyOf(tags);
  }

  /** A header; its name is in lower case. */
  public record Header(String name, String value) {}

  /** Returns the seconds since the response was requested, at {@code now}. */
  public long age(Instant now) {
    return Math.max(0, Duration.between(requestedAt, now).toSeconds());
  }

  /** Returns true if a header If-None-Match names this response (RFC 9110, section 13.1.2). */
  public boolean isKnownBy(String ifNoneMatch) {
    String opaque = etag.startsWith("W/") ? etag.substring(2) : etag;
    return ifNoneMatch.strip().equals("*")
        || Arrays.stream(ifNoneMatch.split(",", -1))
            .map(String::strip)
            .anyMatch(known -> known.equals(opaque) || known.equals("W/" + opaque));
  }

  /** Returns whether the response may still be served, at {@code now}. */
  public boolean isFresh(Instant now) {
    return now.isBefore(requestedAt.plus(lifetime));
  }

  /** Returns about how many bytes of memory the response uses. */
  int memoryBytes() {
    int bytes = OBJECTS + body.size();
    for (Header header : headers) {
      bytes += 2 * (header.name().length() + header.value().length());
    }
    return bytes;
  }
}
