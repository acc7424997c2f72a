package dev.sluice.extproc.stream.cache;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.common.Sha256;
import dev.sluice.extproc.cache.CacheControl;
import dev.sluice.extproc.cache.CachingRule;
import dev.sluice.extproc.cache.StoredResponse;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The headers of a response that may be stored.
 *
 * @param kept the headers that a stored response has, but for its entity tag
 * @param etag the entity tag of the upstream, or an empty text
 */
record CacheableHeaders(
    CachingRule rule,
    List<StoredResponse.Header> kept,
    String etag,
    Set<String> tags,
    Duration lifetime) {
  private static final int MOST_TAGS = 64;
  private static final String MODEL = "x-llm-model";

  /** The headers that describe the content; all others belong to one exchange. */
  private static final Set<String> KEPT =
      Set.of(
          "content-type",
          "content-encoding",
          "content-language",
          "content-disposition",
          "cache-control",
          "expires",
          "last-modified",
          "link",
          "vary",
          MODEL);

  CacheableHeaders {
    kept = List.copyOf(kept);
    tags = Set.copyOf(tags);
  }

  /**
   * Returns the headers of a response; empty if it must not be stored (RFC 9111, section 3).
   *
   * @param model the name of the model that answers, which replaces one that the upstream sends
   */
  static Optional<CacheableHeaders> of(
      HeaderLines headers, Optional<String> model, CachingRule rule) {
    CacheControl control = CacheControl.of(headers.list("cache-control"));
    Duration lifetime =
        control.lifetime().filter(max -> max.compareTo(rule.ttl()) < 0).orElse(rule.ttl());
    boolean storable =
        headers.text(":status").equals("200")
            && !headers.endOfStream()
            && !headers.eventStream()
            && !headers.has("set-cookie")
            && !headers.has("content-range")
            && !control.has("no-store")
            && !control.has("no-cache")
            && (rule.perUser() || !control.has("private"))
            && !lifetime.isZero()
            && items(headers.list("vary")).allMatch(name -> RouteCaching.isInKey(rule, name));
    if (!storable) {
      return Optional.empty();
    }
    Set<String> tags = new HashSet<>(rule.tags());
    items(headers.list("cache-tag")).limit(MOST_TAGS).forEach(tags::add);
    List<StoredResponse.Header> kept = new ArrayList<>();
    headers.lines().stream()
        .filter(line -> KEPT.contains(line.name()))
        .filter(line -> model.isEmpty() || !line.name().equals(MODEL))
        .map(line -> new StoredResponse.Header(line.name(), line.value()))
        .forEach(kept::add);
    model.ifPresent(name -> kept.add(new StoredResponse.Header(MODEL, name)));
    return Optional.of(new CacheableHeaders(rule, kept, headers.text("etag"), tags, lifetime));
  }

  /** Returns the response with a body, which is copied once. */
  StoredResponse response(ByteString body, Instant requestedAt) {
    byte[] bytes = body.toByteArray();
    String tag = etag.isEmpty() ? '"' + HexFormat.of().formatHex(Sha256.of(bytes)) + '"' : etag;
    return new StoredResponse(
        rule.place(),
        kept,
        UnsafeByteOperations.unsafeWrap(bytes),
        tag,
        tags,
        requestedAt,
        lifetime);
  }

  private static Stream<String> items(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(item -> item.strip().toLowerCase(Locale.ROOT))
        .filter(item -> !item.isEmpty());
  }
}
