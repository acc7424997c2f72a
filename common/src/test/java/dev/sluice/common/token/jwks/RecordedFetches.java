package dev.sluice.common.token.jwks;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that lets a test wait for the end of the next fetch. */
public final class RecordedFetches implements JwksCache.FetchListener {
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  @Override
  public void refreshed(int keys) {
    events.add("refreshed " + keys);
  }

  @Override
  public void failed(String reason, JwksCache.KeyFreshness standing) {
    events.add("failed " + reason + ", " + standing);
  }

  public String next() {
    try {
      String event = events.poll(20, TimeUnit.SECONDS);
      assertNotNull(event, "no fetch ended");
      return event;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
