package dev.sluice.extproc.server;

import dev.sluice.common.telemetry.MeterFamily;
import dev.sluice.common.telemetry.MetricLabel;
import dev.sluice.extproc.model.ModelLabel;
import dev.sluice.extproc.model.ModelState;
import dev.sluice.extproc.model.ModelStateListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics and the log of the states of models. Models that share their labels show the worst
 * state.
 */
final class ModelStateMetrics implements ModelStateListener {
  private static final Logger log = LoggerFactory.getLogger(ModelStateMetrics.class);

  private final MeterFamily<Map<String, ModelState>> states;
  private final MeterFamily<Counter> changes;

  ModelStateMetrics(MeterRegistry registry, MetricLabel models, MetricLabel backends) {
    states =
        MeterFamily.gauges(
            registry,
            "llm_model_state",
            ConcurrentHashMap<String, ModelState>::new,
            impaired -> number(worst(impaired.values())),
            models,
            backends);
    changes =
        MeterFamily.counters(
            registry, "llm_model_state_changes_total", models, backends, MetricLabel.of("state"));
  }

  @Override
  public void onFirstAnswer(ModelLabel model) {
    Map<String, ModelState> _ = states.of(model.alias(), model.backend());
  }

  @Override
  public void onChange(ModelLabel model, ModelState state, String reason) {
    Map<String, ModelState> impaired = states.of(model.alias(), model.backend());
    if (state == ModelState.ACTIVE) {
      impaired.remove(model.id());
    } else {
      impaired.put(model.id(), state);
    }
    changes.of(model.alias(), model.backend(), state.name()).increment();
    log.info("model {} at {} is {}: {}", model.alias(), model.backend(), state, reason);
  }

  private static int number(ModelState state) {
    return switch (state) {
      case ACTIVE -> 0;
      case DEGRADED -> 1;
      case INACTIVE -> 2;
    };
  }

  private static ModelState worst(Collection<ModelState> impaired) {
    return impaired.stream().max(ModelState::compareTo).orElse(ModelState.ACTIVE);
  }
}
