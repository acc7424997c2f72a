package dev.sluice.common.ads;

import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.ops.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delta-ADS client that keeps all subscriptions current over one stream. It reconnects for ever,
 * and starts from the last good copy on disk if the controller is unreachable.
 */
public final class AdsClient implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(AdsClient.class);
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final long TICK_MILLIS = 1_000;

  private final AdsClientConfig config;
  private final Map<String, ResourceSet<?>> sets = new LinkedHashMap<>();
  private final LastGoodCopies copies;
  private final AdsStatus status;
  private final ScheduledThreadPoolExecutor loop;
  private final ControllerChannel link;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
  private String lastEnd = "";
  private volatile boolean closing;

  /** Reads the last good copies, then connects in the background. */
  public AdsClient(
      AdsClientConfig config,
      List<ResourceSubscription<?>> subscriptions,
      Readiness.Component readiness,
      MeterRegistry metrics) {
    this.config = config;
    for (ResourceSubscription<?> subscription : subscriptions) {
      sets.put(subscription.typeUrl(), new ResourceSet<>(subscription));
    }
    copies = new LastGoodCopies(config.cacheDir(), sets.values());
    status = new AdsStatus(sets.values(), readiness, metrics, InstantSource.system());
    loop =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("ads-client").daemon(true).factory());
    loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    // The client is closing, so the stream is not reopened.
    loop.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    link = ControllerChannel.open(config, loop, MAX_MESSAGE_BYTES);
    copies.restore();
    status.report();
    link.onStateChange(status::transport);
    loop.execute(this::connect);
    var _ =
        loop.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Ends the stream, waits for a change that is being applied, and saves unsaved changes to disk.
   */
  @Override
  public void close() {
    closing = true;
    link.shutdown();
    boolean ended = false;
    try {
      link.awaitTermination();
      loop.shutdown();
      ended = loop.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (ended) {
      copies.close();
    } else {
      loop.shutdownNow();
    }
    link.close();
  }

  /**
   * Returns the pause in milliseconds with jitter, so that clients of a lost controller do not
   * reconnect at the same time.
   */
  private static long varied(Duration pause) {
    long base = pause.toMillis();
    return base + ThreadLocalRandom.current().nextLong(base / 5 + 1);
  }

  private void connect() {
    link.channel().resetConnectBackoff();
    new AdsSession(sets, new SessionEvents()).open(link.channel(), config);
  }

  private void tick() {
    copies.save();
    status.report();
  }

  private final class SessionEvents implements AdsSession.Events {
    @Override
    public void accepted(ResourceSet<?> set) {
      arrived();
      status.accepted(set);
    }

    @Override
    public void rejected(ResourceSet<?> set, String why) {
      arrived();
      log.warn("{} from the controller refused: {}", set.shortName(), why);
      status.rejected(set, why);
    }

    @Override
    public void ended(String why) {
      if (!closing && !why.equals(lastEnd)) {
        log.info("stream to the controller at {} ended: {}", config.controller(), why);
      }
      lastEnd = why;
      status.ended(config.controller().toString(), why);
      if (!closing) {
        var _ =
            loop.schedule(AdsClient.this::connect, varied(backoff.next()), TimeUnit.MILLISECONDS);
      }
    }

    private void arrived() {
      backoff.reset();
      lastEnd = "";
    }
  }
}
