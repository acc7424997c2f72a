package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.ads.ResourceChange;
import dev.sluice.common.match.route.RouteTable;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.config.v1.CachePurge;
import dev.sluice.config.v1.PathMatch;
import dev.sluice.config.v1.Publish;
import dev.sluice.config.v1.ResponseCaching;
import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.Tenant;
import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.stream.exchange.ServedRoute;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite of tests of which responses come from the cache, and which never do. */
@ExtendWith(NoWarnings.class)
abstract class ResponseCacheContract {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MAX_ENTRY = 100;

  private volatile Instant now = START;
  private final ResponseCache cache = open(new SetClock());
  private final TestServer server = TestServer.caching(cache, table());

  /** Opens an empty cache that knows all purges. */
  abstract ResponseCache open(Clock clock);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void get_second_isHit() {
    assertEquals("miss", miss(get("kim"), "v1", Map.of("content-type", "text/plain")));
    now = START.plusSeconds(5);
    ImmediateResponse hit = hit(get("kim"));
    assertEquals(200, hit.getStatus().getCodeValue());
    assertEquals("v1", hit.getBody().toStringUtf8());
    Map<String, String> headers = headers(hit);
    assertEquals("text/plain", headers.get("content-type"));
    assertEquals("5", headers.get("age"));
    assertEquals("hit", headers.get("x-cache"));
    assertEquals(66, headers.getOrDefault("etag", "").length());
    server.awaitQuiet();
  }

  @Test
  void get_afterTtl_isMiss() {
    miss(get("kim"), "v1", Map.of());
    now = START.plusSeconds(61);
    miss(get("kim"), "v2", Map.of());
  }

  @Test
  void get_shorterMaxAge_isMiss() {
    miss(get("kim"), "v1", Map.of("cache-control", "max-age=10"));
    now = START.plusSeconds(11);
    miss(get("kim"), "v2", Map.of());
  }

  @Test
  void get_otherUserOrTenant_isMiss() {
    miss(get("kim"), "v1", Map.of());
    miss(get("lee"), "v2", Map.of());
    Map<String, String> other = decision("kim");
    other.put("tenant", "globex");
    miss(open(other, Map.of(":method", "GET", ":path", "/a")), "v3", Map.of());
  }

  @Test
  void get_masked_isStoredMasked() {
    miss(get("kim"), "maskme", Map.of("content-type", "text/plain"));
    assertEquals("******", hit(get("kim")).getBody().toStringUtf8());
  }

  @ParameterizedTest
  @CsvSource({
    "cache-control,no-store", "cache-control,no-cache", "set-cookie,a=b", "vary,*",
    "vary,x-device", "content-type,text/event-stream", ":status,404", "content-range,bytes 0-1/2"
  })
  void response_notCacheable_isNotStored(String header, String value) {
    miss(get("kim"), "v1", Map.of(header, value));
    miss(get("kim"), "v2", Map.of());
  }

  @Test
  void response_tooLarge_isNotStored() {
    miss(get("kim"), "x".repeat(MAX_ENTRY + 1), Map.of());
    miss(get("kim"), "v2", Map.of());
    server.awaitQuiet();
  }

  @Test
  void response_aborted_isNotStored() {
    FakeEnvoy envoy = get("kim");
    envoy.responseHeaders(answer(Map.of()), false).responseBody("half", false);
    envoy.cancel();
    server.awaitQuiet();
    miss(get("kim"), "v2", Map.of());
  }

  @Test
  void request_noStoreOrNoCache_isNotServed() {
    miss(get("kim"), "v1", Map.of());
    FakeEnvoy bypass = open(decision("kim"), wish("no-store"));
    assertEquals("", miss(bypass, "v2", Map.of()));
    assertEquals("v1", hit(get("kim")).getBody().toStringUtf8());
    assertEquals("miss", miss(open(decision("kim"), wish("no-cache")), "v3", Map.of()));
    assertEquals("v3", hit(get("kim")).getBody().toStringUtf8());
  }

  @Test
  void request_knownEtag_isNotModified() {
    miss(get("kim"), "v1", Map.of("etag", "\"e1\""));
    FakeEnvoy envoy =
        open(decision("kim"), Map.of(":method", "GET", ":path", "/a", "if-none-match", "W/\"e1\""));
    assertEquals(304, hit(envoy).getStatus().getCodeValue());
  }

  @Test
  void prompt_equalBody_isHit() {
    FakeEnvoy first = post("{\"q\":1}");
    assertEquals("{\"q\":1}", first.awaitRequest().upstream.text());
    miss(first, "v1", Map.of());
    assertEquals("v1", hit(post("{\"q\":1}")).getBody().toStringUtf8());
    FakeEnvoy other = post("{\"q\":2}");
    miss(other, "v2", Map.of());
  }

  @Test
  void prompt_blocked_isNotServed() {
    FakeEnvoy envoy = post("blockme");
    assertEquals(400, envoy.awaitRequest().immediate.orElseThrow().getStatus().getCodeValue());
  }

  @Test
  void purge_tag_removesAndPreventsStoring() {
    miss(get("kim"), "v1", Map.of("cache-tag", "a, news"));
    FakeEnvoy inFlight = post("late");
    now = START.plusSeconds(1);
    purge("provider", "", "news");
    miss(inFlight, "stale", Map.of("cache-tag", "news"));
    now = START.plusSeconds(10);
    miss(get("kim"), "v2", Map.of("cache-tag", "news"));
    assertEquals("v2", hit(get("kim")).getBody().toStringUtf8());
    FakeEnvoy later = post("late");
    miss(later, "v3", Map.of());
  }

  @Test
  void purge_otherTenantOrTag_keeps() {
    miss(get("kim"), "v1", Map.of("cache-tag", "news"));
    purge("other", "", "");
    purge("provider", "", "weather");
    purge("provider", "orders", "");
    hit(get("kim"));
  }

  @Test
  void clientLeaves_duringLookup_nothingIsHeld() {
    miss(post("{}"), "v1", Map.of());
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).decided(decision("kim"));
    envoy.requestHeaders(Map.of(":method", "GET", ":path", "/a"), true);
    envoy.cancel();
    server.awaitQuiet();
    assertEquals("v1", hit(post("{}")).getBody().toStringUtf8());
  }

  @Test
  void rules_changed_isMiss() {
    miss(get("kim"), "v1", Map.of());
    server.policy.set(new WordInspector("v2", true));
    miss(get("kim"), "v2", Map.of());
  }

  @Test
  void caller_unknown_isNotCached() {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel());
    envoy.requestHeaders(Map.of(":method", "GET", ":path", "/a", ":authority", "h"), true).await(1);
    assertEquals("", miss(envoy, "v1", Map.of()));
  }

  private void purge(String tenant, String service, String tag) {
    CachePurge purge =
        CachePurge.newBuilder()
            .setId(tenant + service + tag)
            .setTenant(tenant)
            .setService(service)
            .setTag(tag)
            .setRequestedBeforeMs(now.toEpochMilli())
            .build();
    cache.apply(new ResourceChange<>(Map.of(purge.getId(), purge), Set.of()));
  }

  private FakeEnvoy get(String user) {
    return open(decision(user), Map.of(":method", "GET", ":path", "/a"));
  }

  private static Map<String, String> wish(String cacheControl) {
    return Map.of(":method", "GET", ":path", "/a", "cache-control", cacheControl);
  }

  private FakeEnvoy open(Map<String, String> decision, Map<String, String> headers) {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).decided(decision);
    envoy.requestHeaders(headers, true).await(1);
    return envoy;
  }

  private FakeEnvoy post(String body) {
    FakeEnvoy envoy = FakeEnvoy.open(server.channel()).decided(decision("kim"));
    envoy.requestHeaders(
        Map.of(
            ":method", "POST",
            ":path", "/a",
            "content-type", "application/json",
            "content-length", Integer.toString(body.length())),
        false);
    envoy.requestBody(body, true).await(1);
    return envoy;
  }

  /** Answers as the upstream, and returns the header X-Cache that the client gets. */
  private static String miss(FakeEnvoy envoy, String body, Map<String, String> headers) {
    assertFalse(envoy.seen().immediate.isPresent(), "the upstream got no request");
    envoy.responseHeaders(answer(headers), false).responseBody(body, true);
    ReceivedBodies seen = envoy.awaitResponse();
    envoy.halfClose();
    return seen.client.headersSet().getOrDefault("x-cache", "");
  }

  private static Map<String, String> answer(Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(Map.of(":status", "200"));
    all.putAll(headers);
    return all;
  }

  private static ImmediateResponse hit(FakeEnvoy envoy) {
    Optional<ImmediateResponse> found = envoy.seen().immediate;
    assertTrue(found.isPresent(), "the cache did not answer");
    envoy.halfClose();
    return found.get();
  }

  private static Map<String, String> headers(ImmediateResponse response) {
    Map<String, String> headers = new HashMap<>();
    response
        .getHeaders()
        .getSetHeadersList()
        .forEach(option ->
            headers.put(
                option.getHeader().getKey(), option.getHeader().getRawValue().toStringUtf8()));
    return headers;
  }

  private static Map<String, String> decision(String user) {
    return new HashMap<>(
        Map.of("route", "p/r", "tenant", "acme", "subject", user, "inspection", "pre_only"));
  }

  private static RouteTable<ServedRoute> table() {
    Route route =
        Route.newBuilder()
            .setId("p/r")
            .setName("r")
            .setTarget("catalog")
            .setPath(PathMatch.newBuilder().setPrefix("/"))
            .setCaching(
                ResponseCaching.newBuilder()
                    .addMethods("GET")
                    .addMethods("POST")
                    .setTtlSeconds((int) Duration.ofMinutes(1).toSeconds())
                    .setMaxEntryBytes(MAX_ENTRY))
            .build();
    Publish publish =
        Publish.newBuilder()
            .setId("p")
            .setTenant(Tenant.newBuilder().setId("provider"))
            .addHosts("h")
            .addRoutes(route)
            .build();
    return RouteTable.of(List.of(publish), ServedRoute::of);
  }

  private final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
