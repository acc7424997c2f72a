package dev.sluice.controller.compile.gateway;

import dev.sluice.controller.compile.object.ActiveFindings;
import dev.sluice.controller.compile.object.ClusterGateway;
import dev.sluice.controller.compile.object.CompiledObject;
import dev.sluice.controller.compile.object.ObjectEncoder;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.plan.PublishPlanner;
import dev.sluice.controller.plan.finding.PlanningResult;
import dev.sluice.controller.resources.object.EncodedResource;
import dev.sluice.controller.xds.GatewayTranslator;
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
  private final CompiledGateways frames;
  private final CompiledBackends backends;
  private final ActiveFindings findings;
  private final Map<String, CompiledPublish> forms = new HashMap<>();
  private final List<CompiledObject> takeChanges = new ArrayList<>();

  /** A publish on its gateway. */
  private record LocatedPublish(CompiledGateways.LocatedGateway place, PublishIr ir) {}

  private record CompiledPublish(
      LocatedPublish placed, List<EncodedResource> resources, List<String> backends) {}

  public CompiledPublishes(
      PublishPlanner planner,
      GatewayTranslator translator,
      CompiledGateways frames,
      CompiledBackends backends,
      ActiveFindings findings) {
    this.planner = planner;
    this.translator = translator;
    this.frames = frames;
    this.backends = backends;
    this.findings = findings;
  }

  public void compile(String id, DomainModel model) {
    Optional<LocatedPublish> next = plan(id, model);
    CompiledPublish before = forms.get(id);
    if (before == null ? next.isEmpty() : next.filter(before.placed()::equals).isPresent()) {
      return;
    }
    CompiledPublish after = next.map(placed -> encode(id, placed, before)).orElse(null);
    if (after == null) {
      forms.remove(id);
      findings.replace(object(id) + " encoded", List.of());
    } else {
      forms.put(id, after);
      after.backends().forEach(backend -> backends.addUse(backend, after.placed().place().site()));
    }
    if (before != null) {
      ClusterGateway site = before.placed().place().site();
      before.backends().forEach(backend -> backends.removeUse(backend, site));
      if (after == null || !site.cluster().equals(after.placed().place().site().cluster())) {
        takeChanges.add(CompiledObject.gone(site.cluster(), object(id)));
      }
    }
    if (after != null) {
      takeChanges.add(served(id, after));
    }
  }

  private Optional<LocatedPublish> plan(String id, DomainModel model) {
    Optional<Publish> publish = model.find(Publish.class, id);
    Optional<PlanningResult<PublishIr>> planned = publish.map(planner::plan);
    findings.replace(object(id), planned.map(PlanningResult::findings).orElse(List.of()));
    return planned
        .flatMap(PlanningResult::ir)
        .flatMap(ir -> publish.flatMap(frames::locate).map(place -> new LocatedPublish(place, ir)));
  }

  private CompiledPublish encode(
      String id, LocatedPublish placed, @Nullable CompiledPublish before) {
    ObjectEncoder.EncodedObject encoded =
        ObjectEncoder.encode(
            object(id),
            before == null ? List.of() : before.resources(),
            () -> translator.publish(placed.place().frame(), placed.ir()));
    findings.replace(object(id) + " encoded", encoded.findings());
    // Who stays as it was still leads where it led.
    List<String> targets =
        before != null && !encoded.findings().isEmpty()
            ? before.backends()
            : GatewayPlanner.backends(placed.ir());
    return new CompiledPublish(placed, encoded.resources(), targets);
  }

  private static CompiledObject served(String id, CompiledPublish form) {
    ClusterGateway site = form.placed().place().site();
    return CompiledObject.of(
        site.cluster(),
        object(id),
        Set.of(site.gateway()),
        form.resources(),
        CompiledBackends.objects(form.backends()),
        form.placed().ir());
  }

  /** Returns the name of the object of a publish. */
  public static String object(String id) {
    return "product_publishes/" + id;
  }

  /** Returns the objects that changed since the last call. */
  public List<CompiledObject> takeChanges() {
    List<CompiledObject> all = List.copyOf(takeChanges);
    takeChanges.clear();
    return all;
  }
}
