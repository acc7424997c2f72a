package dev.sluice.common.ads;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sluice.common.ops.Readiness;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every subscription current over one delta-ADS stream, reconnects for ever, and starts from
 * the last good copy on disk when the controller is away.
 */
public final class AdsClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdsClient.class);
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private final AdsClientConfig config;
  private final Map<String, ResourceSet<?>> sets = new LinkedHashMap<>();
  private final LastGoodCopies copies;
  private final Readiness.Part readiness;
  private final MeterRegistry metrics;
  private final ScheduledThreadPoolExecutor loop;
  private final ManagedChannel channel;
  private final Backoff backoff = new Backoff();
  private @Nullable Instant awaySince = Instant.now();
  private String lastEnd = "";
  private volatile boolean closing;
  private volatile boolean connected;
  private volatile String version = "";

  /** Reads the last good copies, then connects in the background. */
  public AdsClient(
      AdsClientConfig config,
      List<Subscription<?>> subscriptions,
      Readiness.Part readiness,
      MeterRegistry metrics) {
    this.config = config;
    this.readiness = readiness;
    this.metrics = metrics;
    this.copies = new LastGoodCopies(config.cacheDir());
    for (Subscription<?> subscription : subscriptions) {
      sets.put(subscription.typeUrl(), new ResourceSet<>(subscription));
    }
    loop =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("ads-client").daemon(true).factory());
    loop.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    channel =
        Grpc.newChannelBuilderForAddress(
                config.controller().host(),
                config.controller().port(),
                InsecureChannelCredentials.create())
            .executor(loop)
            .maxInboundMessageSize(MAX_MESSAGE_BYTES)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .build();
    Gauge.builder("ads_connected", this, client -> client.connected ? 1 : 0).register(metrics);
    sets.values().forEach(this::readCopy);
    report("the controller has not answered yet");
    loop.execute(this::connect);
  }

  /** The version of what is in force, as the controller calls it; empty before anything is. */
  public String version() {
    return version;
  }

  /**
   * Ends the stream, lets a set that is being applied come to its end, and writes what is not yet
   * on disk.
   */
  @Override
  public void close() {
    closing = true;
    channel.shutdownNow();
    try {
      boolean _ = channel.awaitTermination(5, TimeUnit.SECONDS);
      loop.shutdown();
      boolean _ = loop.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.shutdownNow();
    copies.close();
  }

  private void readCopy(ResourceSet<?> set) {
    DeltaDiscoveryResponse last = copies.read(set).orElse(null);
    if (last == null) {
      return;
    }
    try {
      set.change(last);
      version = set.version();
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      String type = set.subscription().shortName();
      log.warn("last good copy of {} refused: {}", type, e.getMessage());
    }
  }

  private void connect() {
    channel.resetConnectBackoff();
    new AdsSession(sets, new SessionEvents()).open(channel, config);
  }

  private void report(String trouble) {
    if (!sets.values().stream().allMatch(ResourceSet::applied)) {
      readiness.failed("no configuration yet: " + trouble);
    } else if (awaySince == null) {
      readiness.ready("version " + version);
    } else {
      Instant since = awaySince.truncatedTo(ChronoUnit.SECONDS);
      readiness.ready("last good version " + version + ", controller away since " + since);
    }
  }

  private final class SessionEvents implements AdsSession.Events {
    @Override
    public void accepted(ResourceSet<?> set, boolean changed) {
      arrived(set, "accepted");
      version = set.version();
      if (changed) {
        copies.write(set);
      }
      report("waiting for the first set");
    }

    @Override
    public void refused(ResourceSet<?> set, String why) {
      arrived(set, "refused");
      log.warn("{} from the controller refused: {}", set.subscription().shortName(), why);
      report("what the controller sent was refused: " + why);
    }

    @Override
    public void ended(String why) {
      if (awaySince == null) {
        awaySince = Instant.now();
      }
      if (!closing && !why.equals(lastEnd)) {
        log.info("stream to the controller at {} ended: {}", config.controller(), why);
      }
      lastEnd = why;
      connected = false;
      report("the controller at " + config.controller() + " does not answer (" + why + ")");
      if (!closing) {
        var _ =
            loop.schedule(
                AdsClient.this::connect, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    private void arrived(ResourceSet<?> set, String result) {
      backoff.reset();
      connected = true;
      lastEnd = "";
      awaySince = null;
      metrics
          .counter("ads_updates_total", "type", set.subscription().shortName(), "result", result)
          .increment();
    }
  }
}
