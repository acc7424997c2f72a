package dev.sluice.controller.compile.gateway;

import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.ClusterGateway;
import dev.sluice.controller.compile.object.CompiledObject;
import dev.sluice.controller.compile.object.ObjectEncoder;
import dev.sluice.controller.compile.object.RecompileSchedule;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.plan.PublishPlanner;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.plan.version.VersionPlanner;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.GatewayTranslator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The compiled publishes. */
public final class CompiledPublishes {
  private final PublishPlanner planner;
  private final GatewayTranslator translator;
  private final CompiledGateways gateways;
  private final CompiledBackends backends;
  private final ActiveFindings findings;
  private final Map<String, CompiledPublish> compiledPublishes = new HashMap<>();
  private final List<CompiledObject> changes = new ArrayList<>();
  private final RecompileSchedule schedule = new RecompileSchedule();

  /** A publish on its gateway. */
  private record LocatedPublish(CompiledGateways.LocatedGateway gateway, PublishIr ir) {}

  private record CompiledPublish(
      LocatedPublish located, List<EncodedResource> resources, List<String> backends) {}

  public CompiledPublishes(
      PublishPlanner planner,
      GatewayTranslator translator,
      CompiledGateways gateways,
      CompiledBackends backends,
      ActiveFindings findings) {
    this.planner = planner;
    this.translator = translator;
    this.gateways = gateways;
    this.backends = backends;
    this.findings = findings;
  }

  /** Returns the schedule of publishes that change with time. */
  public RecompileSchedule schedule() {
    return schedule;
  }

  public void compile(String id, DomainModel model, Instant now) {
    schedule.schedule(
        id,
        model
            .find(Publish.class, id)
            .map(publish -> VersionPlanner.nextChange(publish, model, now))
            .orElse(Instant.MAX));
    Optional<LocatedPublish> next = plan(id, model, now);
    CompiledPublish before = compiledPublishes.get(id);
    if (before == null ? next.isEmpty() : next.filter(before.located()::equals).isPresent()) {
      return;
    }
    CompiledPublish after = next.map(located -> encode(id, located, before)).orElse(null);
    if (after == null) {
      compiledPublishes.remove(id);
      findings.replace(object(id) + " encoded", List.of());
    } else {
      compiledPublishes.put(id, after);
      after
          .backends()
          .forEach(backend -> backends.addUse(backend, after.located().gateway().location()));
    }
    if (before != null) {
      ClusterGateway location = before.located().gateway().location();
      before.backends().forEach(backend -> backends.removeUse(backend, location));
      if (after == null
          || !location.cluster().equals(after.located().gateway().location().cluster())) {
        changes.add(CompiledObject.gone(location.cluster(), object(id)));
      }
    }
    if (after != null) {
      changes.add(served(id, after));
    }
  }

  private Optional<LocatedPublish> plan(String id, DomainModel model, Instant now) {
    Optional<Publish> publish = model.find(Publish.class, id);
    Optional<PlanningResult<PublishIr>> planned = publish.map(found -> planner.plan(found, now));
    findings.replace(object(id), planned.map(PlanningResult::findings).orElse(List.of()));
    return planned
        .flatMap(PlanningResult::ir)
        .flatMap(ir ->
            publish.flatMap(gateways::locate).map(gateway -> new LocatedPublish(gateway, ir)));
  }

  private CompiledPublish encode(
      String id, LocatedPublish located, @Nullable CompiledPublish before) {
    ObjectEncoder.EncodedObject encoded =
        ObjectEncoder.encode(
            object(id),
            before == null ? List.of() : before.resources(),
            () -> translator.publish(located.gateway().frame(), located.ir()));
    findings.replace(object(id) + " encoded", encoded.findings());
    // An object that could not be encoded still refers to its earlier backends.
    List<String> targets =
        before != null && !encoded.findings().isEmpty()
            ? before.backends()
            : GatewayPlanner.backends(located.ir());
    return new CompiledPublish(located, encoded.resources(), targets);
  }

  private static CompiledObject served(String id, CompiledPublish compiled) {
    ClusterGateway location = compiled.located().gateway().location();
    return CompiledObject.of(
        location.cluster(),
        object(id),
        Set.of(location.gateway()),
        compiled.resources(),
        CompiledBackends.objects(compiled.backends()),
        compiled.located().ir());
  }

  /** Returns the name of the object of a publish. */
  public static String object(String id) {
    return "product_publishes/" + id;
  }

  /** Returns the objects that changed since the last call. */
  public List<CompiledObject> takeChanges() {
    List<CompiledObject> all = List.copyOf(changes);
    changes.clear();
    return all;
  }
}
