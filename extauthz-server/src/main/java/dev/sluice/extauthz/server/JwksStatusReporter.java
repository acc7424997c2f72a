package dev.sluice.extauthz.server;

import static dev.sluice.common.token.jwks.JwksCache.KeyFreshness.FAIL_OPEN;

import dev.sluice.common.ops.Readiness;
import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.common.token.introspection.IntrospectionResult;
import dev.sluice.common.token.jwks.JwksCache;
import dev.sluice.extauthz.identity.IssuerListener;
import dev.sluice.extauthz.policy.IssuerPolicy;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporter of the state of each issuer's keys in readiness, metrics and log. Without keys of the
 * issuer {@code default}, the server is not ready. Missing keys of another issuer do not affect
 * readiness, because other callers can still be served.
 */
final class JwksStatusReporter implements IssuerListener {
  private static final Logger log = LoggerFactory.getLogger(JwksStatusReporter.class);

  private final Readiness readiness;
  private final MeterRegistry registry;
  private final Counter refreshed;
  private final Counter failed;
  private final MeterFamily<Counter> introspections;
  private final Map<String, List<Gauge>> gauges = new ConcurrentHashMap<>();
  private final Set<String> unavailable = ConcurrentHashMap.newKeySet();

  JwksStatusReporter(Readiness readiness, MeterRegistry registry) {
    this.readiness = readiness;
    this.registry = registry;
    refreshed = registry.counter("jwks.refresh", "result", "ok");
    failed = registry.counter("jwks.refresh", "result", "failed");
    introspections =
        MeterFamily.counters(
            registry, "introspection", MetricLabel.of("issuer"), MetricLabel.of("result"));
  }

  @Override
  public JwksCache.FetchListener fetchListener(String issuer) {
    Readiness.Component component = component(issuer);
    return new JwksCache.FetchListener() {
      private boolean failing;

      @Override
      public void refreshed(int keys) {
        refreshed.increment();
        component.ready(keys + " keys");
        if (failing) {
          log.info("keys of issuer {} are fetched again", issuer);
        }
        failing = false;
      }

      @Override
      public void failed(String reason, JwksCache.KeyFreshness freshness) {
        failed.increment();
        switch (freshness) {
          case FRESH -> component.ready("the last fetch failed, older keys are still used");
          case FAIL_OPEN ->
              component.ready("keys have expired and are used because of jwks-fail-open");
          case NONE -> withoutKeys(reason);
        }
        if (!failing) {
          log.warn("keys of issuer {} could not be fetched: {}", issuer, reason);
        }
        failing = true;
      }

      private void withoutKeys(String reason) {
        if (issuer.equals(IssuerPolicy.DEFAULT)) {
          component.failed("no usable keys: " + reason);
        } else {
          component.ready("no usable keys, tokens of this issuer are rejected: " + reason);
        }
      }
    };
  }

  @Override
  public void onOpened(IssuerPolicy issuer, @Nullable JwksCache keys) {
    String name = issuer.name();
    if (keys == null) {
      component(name).ready("no source of keys: tokens of this issuer are rejected");
      return;
    }
    component(name).detail(() -> ageDetail(keys));
    removeGauges(name);
    gauges.put(
        name,
        List.of(
            gauge("jwks.age.seconds", name, keys, JwksStatusReporter::age),
            gauge("jwks.fail.open", name, keys, k -> k.freshness() == FAIL_OPEN ? 1 : 0)));
  }

  @Override
  public void onIntrospected(String issuer, IntrospectionResult.Completed answer) {
    String result =
        switch (answer) {
          case IntrospectionResult.Active _ -> "active";
          case IntrospectionResult.Rejected _ -> "refused";
          case IntrospectionResult.Unavailable _ -> "away";
        };
    introspections.of(issuer, result).increment();
    if (answer instanceof IntrospectionResult.Unavailable(String reason)) {
      if (unavailable.add(issuer)) {
        log.warn("issuer {} could not be asked about a token: {}", issuer, reason);
      }
    } else if (unavailable.remove(issuer)) {
      log.info("issuer {} answers again", issuer);
    }
  }

  @Override
  public void onClosed(String issuer) {
    removeGauges(issuer);
    component(issuer).detail(() -> "");
    component(issuer).ready("no longer an issuer");
  }

  private Readiness.Component component(String issuer) {
    return readiness.component("jwks " + issuer);
  }

  private Gauge gauge(
      String metric, String issuer, JwksCache keys, ToDoubleFunction<JwksCache> value) {
    return Gauge.builder(metric, keys, value)
        .tag("issuer", issuer)
        .strongReference(true)
        .register(registry);
  }

  private void removeGauges(String issuer) {
    List<Gauge> removed = gauges.remove(issuer);
    if (removed != null) {
      removed.forEach(registry::remove);
    }
  }

  private static String ageDetail(JwksCache keys) {
    return keys.age().map(age -> ", fetched " + age.toSeconds() + " s ago").orElse("");
  }

  private static double age(JwksCache keys) {
    return keys.age().map(Duration::toSeconds).map(Long::doubleValue).orElse(Double.NaN);
  }
}
