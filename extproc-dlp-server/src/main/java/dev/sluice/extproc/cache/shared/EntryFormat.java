package dev.sluice.extproc.cache.shared;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.cache.v1.CachedHeader;
import dev.sluice.cache.v1.CachedResponse;
import dev.sluice.extproc.cache.CachePlace;
import dev.sluice.extproc.cache.StoredResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The format of a response in an entry. */
final class EntryFormat {
  private EntryFormat() {}

  static byte[] write(StoredResponse response) {
    CachedResponse.Builder written =
        CachedResponse.newBuilder()
            .setTenant(response.place().tenant())
            .setService(response.place().service())
            .setBody(response.body())
            .setEtag(response.etag())
            .addAllTags(response.tags())
            .setRequestedAtMs(response.requestedAt().toEpochMilli())
            .setLifetimeMs(response.lifetime().toMillis());
    response
        .headers()
        .forEach(header ->
            written.addHeaders(
                CachedHeader.newBuilder().setName(header.name()).setValue(header.value())));
    return written.build().toByteArray();
  }

  /** Reads a response; empty if the bytes are not one. */
  static Optional<StoredResponse> read(byte[] content) {
    try {
      CachedResponse read = CachedResponse.parseFrom(content);
      return Optional.of(
          new StoredResponse(
              new CachePlace(read.getTenant(), read.getService()),
              read.getHeadersList().stream()
                  .map(header -> new StoredResponse.Header(header.getName(), header.getValue()))
                  .toList(),
              read.getBody(),
              read.getEtag(),
              Set.copyOf(read.getTagsList()),
              Instant.ofEpochMilli(read.getRequestedAtMs()),
              Duration.ofMillis(read.getLifetimeMs())));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }
}
