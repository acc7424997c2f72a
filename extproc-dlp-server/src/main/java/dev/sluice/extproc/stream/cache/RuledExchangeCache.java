package dev.sluice.extproc.stream.cache;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.cache.CacheKey;
import dev.sluice.extproc.cache.CacheLookup;
import dev.sluice.extproc.cache.CachingRule;
import dev.sluice.extproc.cache.ResponseCache;
import dev.sluice.extproc.cache.StoredResponse;
import dev.sluice.extproc.response.HeaderMutationBuilder;
import dev.sluice.extproc.response.ProcessingResponses;
import dev.sluice.extproc.stream.body.ByteBudget;
import dev.sluice.extproc.stream.body.HeldAnswer;
import dev.sluice.extproc.stream.exchange.HeaderLines;
import dev.sluice.extproc.wire.EncodedProcessingResponse;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A view of the response cache for an exchange that a rule covers. */
final class RuledExchangeCache implements ExchangeCache {
  private final ResponseCache cache;
  private final CachingRule rule;
  private final CacheKey.Builder begun;
  private final boolean refresh;
  private final String knownEtags;
  private final ByteBudget budget;
  private final CacheMetrics metrics;
  private final Instant requestedAt;
  private @Nullable CacheKey key;
  private @Nullable CacheableHeaders headers;
  private ByteString body = ByteString.EMPTY;

  RuledExchangeCache(
      ResponseCache cache,
      CachingRule rule,
      CacheKey.Builder begun,
      boolean refresh,
      String knownEtags,
      ByteBudget budget,
      CacheMetrics metrics) {
    this.cache = cache;
    this.rule = rule;
    this.begun = begun;
    this.refresh = refresh;
    this.knownEtags = knownEtags;
    this.budget = budget;
    this.metrics = metrics;
    this.requestedAt = cache.clock().instant();
  }

  @Override
  public boolean holds(HeaderLines request) {
    long length = request.contentLength();
    return length >= 0 && length <= rule.maxEntryBytes();
  }

  @Override
  public HeldAnswer find(String model, Iterable<ByteString> requestBody) {
    CacheKey complete = begun.add(model).addBody(requestBody).build();
    key = complete;
    return switch (refresh ? CacheLookup.MISS : cache.find(complete)) {
      case CacheLookup.Known(var found) -> new HeldAnswer.Known(counted(found));
      case CacheLookup.Pending(var later) -> new HeldAnswer.Pending(later.thenApply(this::counted));
    };
  }

  private Optional<EncodedProcessingResponse> counted(Optional<StoredResponse> found) {
    metrics.count(found.isPresent() ? CacheResult.HIT : CacheResult.MISS);
    return found.map(this::answerOf);
  }

  private EncodedProcessingResponse answerOf(StoredResponse response) {
    return ProcessingResponses.storedResponse(
        response, response.age(cache.clock().instant()), response.isKnownBy(knownEtags));
  }

  @Override
  public void responseHeaders(
      HeaderLines received, Optional<String> model, HeaderMutationBuilder changes) {
    if (key != null) {
      changes.setCacheResult(CacheResult.MISS.label());
      headers = CacheableHeaders.of(received, model, rule).orElse(null);
    }
  }

  @Override
  public void copy(ByteString bytes, boolean last) {
    if (headers == null || key == null) {
      return;
    }
    if (body.size() + (long) bytes.size() > rule.maxEntryBytes() || !budget.reserve(bytes.size())) {
      close();
      return;
    }
    body = body.concat(bytes);
    if (last) {
      if (cache.store(key, headers.response(body, requestedAt))) {
        metrics.countStored();
      }
      close();
    }
  }

  @Override
  public void close() {
    budget.release(body.size());
    body = ByteString.EMPTY;
    headers = null;
  }
}
