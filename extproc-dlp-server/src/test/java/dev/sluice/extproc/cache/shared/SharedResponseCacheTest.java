package dev.sluice.extproc.cache.shared;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.ads.ResourceChange;
import dev.sluice.config.v1.CachePurge;
import dev.sluice.extproc.cache.CacheKey;
import dev.sluice.extproc.cache.CacheLookup;
import dev.sluice.extproc.cache.CachePlace;
import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.cache.StoredResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedResponseCacheTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final CacheKey KEY = new CacheKey("acme", "d1");
  private static final CacheKey OTHER = new CacheKey("globex", "d1");

  private final FakeEntries redis = new FakeEntries();
  private final ResponseCache cache = replica(START);

  @Test
  void stored_byOneReplica_isServedByAnother() {
    StoredResponse response = response("body", HOUR);
    assertTrue(cache.store(KEY, response));
    assertEquals(Optional.of(response), find(replica(START), KEY));
    assertEquals(List.of(HOUR.toMillis()), redis.lifetimes);
    assertEquals(Optional.empty(), find(cache, OTHER));
    assertEquals(0, cache.usedBytes());
  }

  @Test
  void stored_inRedis_isNotReadable() {
    cache.store(KEY, response("confidential", HOUR));
    redis.stored.forEach((name, entry) -> {
      String text = ByteString.copyFrom(entry).toString(ISO_8859_1);
      for (String readable : List.of("confidential", "text/plain", "orders", "acme", "news")) {
        assertFalse(text.contains(readable), readable);
        assertFalse(name.contains(readable), readable);
      }
    });
  }

  @Test
  void entry_movedToOtherKey_isMiss() {
    cache.store(KEY, response("acme's", HOUR));
    cache.store(OTHER, response("globex's", HOUR));
    List<String> names = List.copyOf(redis.stored.keySet());
    byte[] first = redis.stored.get(names.getFirst());
    redis.stored.put(names.getFirst(), redis.stored.get(names.getLast()));
    redis.stored.put(names.getLast(), first);
    assertEquals(Optional.empty(), find(cache, KEY));
    assertEquals(Optional.empty(), find(cache, OTHER));
    assertEquals(List.of("NOT_AUTHENTIC", "answer", "NOT_AUTHENTIC", "answer"), redis.events);
  }

  @Test
  void entry_ofOtherSecretOrRelease_isMiss() {
    cache.store(KEY, response("body", HOUR));
    ResponseCache secret = redis.cache(at(START), "f".repeat(32), "1.0", HOUR);
    ResponseCache release = redis.cache(at(START), FakeEntries.SECRET, "2.0", HOUR);
    secret.purgesComplete();
    release.purgesComplete();
    assertEquals(Optional.empty(), find(secret, KEY));
    assertEquals(Optional.empty(), find(release, KEY));
  }

  @Test
  void entry_purged_isMissInEachReplica() {
    cache.store(KEY, response("body", HOUR));
    ResponseCache other = replica(START.plusSeconds(60));
    other.apply(purge("provider", "", "weather", START.plusSeconds(30)));
    other.apply(purge("provider", "shop", "news", START.plusSeconds(30)));
    other.apply(purge("else", "", "", START.plusSeconds(30)));
    assertTrue(find(other, KEY).isPresent());
    other.apply(purge("provider", "orders", "news", START.plusSeconds(30)));
    assertEquals(Optional.empty(), find(other, KEY));
    assertFalse(other.store(KEY, response("body", HOUR)));
  }

  @Test
  void entry_requestedJustAfterPurge_isMiss() {
    cache.store(KEY, response("body", HOUR));
    cache.apply(purge("provider", "", "", START.minusSeconds(2)));
    assertEquals(Optional.empty(), find(cache, KEY));
    ResponseCache other = replica(START);
    other.apply(purge("provider", "", "", START.minusSeconds(3)));
    assertTrue(find(other, KEY).isPresent());
  }

  @Test
  void find_beforePurgesAreComplete_isMiss() {
    cache.store(KEY, response("body", HOUR));
    ResponseCache started = redis.cache(at(START));
    assertEquals(CacheLookup.MISS, started.find(KEY));
    started.purgesComplete();
    assertTrue(find(started, KEY).isPresent());
  }

  @Test
  void entry_tooOldOrOfTheFuture_isMiss() {
    cache.store(KEY, response("body", HOUR));
    assertTrue(find(replica(START.plus(HOUR).minusMillis(1)), KEY).isPresent());
    assertEquals(Optional.empty(), find(replica(START.plus(HOUR)), KEY));
    assertTrue(find(replica(START.minusSeconds(2)), KEY).isPresent());
    assertEquals(Optional.empty(), find(replica(START.minusSeconds(3)), KEY));
    cache.store(KEY, response("body", Duration.ofDays(9)));
    assertEquals(Optional.empty(), find(replica(START.plus(Duration.ofDays(1))), KEY));
  }

  @Test
  void redis_away_isMissWithoutFurtherCalls() {
    redis.away = true;
    for (int i = 0; i < 5; i++) {
      assertEquals(Optional.empty(), find(cache, KEY));
      assertFalse(cache.store(KEY, response("body", HOUR)));
    }
    assertEquals(1, redis.asked);
    redis.away = false;
    redis.nanos += Duration.ofMillis(1100).toNanos();
    assertEquals(Optional.empty(), find(cache, KEY));
    assertTrue(cache.store(KEY, response("body", HOUR)));
    assertTrue(find(cache, KEY).isPresent());
  }

  @Test
  void redis_silent_isMissAfterTimeout() {
    ResponseCache hasty = redis.cache(at(START), FakeEntries.SECRET, "1.0", Duration.ofMillis(5));
    hasty.purgesComplete();
    redis.silent = true;
    assertEquals(Optional.empty(), find(hasty, KEY));
    assertEquals(1, redis.asked);
  }

  @Test
  void store_redisSilent_isBounded() {
    redis.silent = true;
    assertTrue(cache.store(KEY, response("x".repeat(6_000), HOUR)));
    assertFalse(cache.store(KEY, response("x".repeat(6_000), HOUR)));
    assertEquals(List.of("TOO_BUSY"), redis.events);
    assertTrue(cache.usedBytes() > 6_000 && cache.usedBytes() < 7_000);
  }

  @Test
  void find_redisSilent_isBounded() {
    redis.silent = true;
    for (int i = 0; i < 300; i++) {
      cache.find(KEY);
    }
    assertEquals(256, redis.asked);
  }

  @Test
  void store_redisFull_lookupsGoOn() {
    cache.store(KEY, response("body", HOUR));
    redis.full = true;
    cache.store(OTHER, response("body", HOUR));
    assertEquals(List.of("REFUSED"), redis.events);
    assertTrue(find(cache, KEY).isPresent());
    assertEquals(0, cache.usedBytes());
  }

  private ResponseCache replica(Instant now) {
    ResponseCache replica = redis.cache(at(now));
    replica.purgesComplete();
    return replica;
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static Optional<StoredResponse> find(ResponseCache cache, CacheKey key) {
    return switch (cache.find(key)) {
      case CacheLookup.Known(var response) -> response;
      case CacheLookup.Pending(var response) -> response.join();
    };
  }

  private static StoredResponse response(String body, Duration lifetime) {
    return new StoredResponse(
        new CachePlace("provider", "orders"),
        List.of(
            new StoredResponse.Header("content-type", "text/plain"),
            new StoredResponse.Header("link", "<a>")),
        ByteString.copyFromUtf8(body),
        "\"e1\"",
        Set.of("news", "all"),
        START,
        lifetime);
  }

  private static ResourceChange<CachePurge> purge(
      String tenant, String service, String tag, Instant time) {
    CachePurge purge =
        CachePurge.newBuilder()
            .setId(tenant + service + tag + time)
            .setTenant(tenant)
            .setService(service)
            .setTag(tag)
            .setRequestedBeforeMs(time.toEpochMilli())
            .build();
    return new ResourceChange<>(Map.of(purge.getId(), purge), Set.of());
  }
}
