package dev.sluice.controller.compile;

import dev.sluice.controller.domain.DomainModel;
import dev.sluice.controller.domain.Publish;
import dev.sluice.controller.ir.PublishIr;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.plan.Planned;
import dev.sluice.controller.plan.PublishPlanner;
import dev.sluice.controller.resources.EncodedResource;
import dev.sluice.controller.xds.GatewayTranslator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The compiled publishes. */
final class Publishes {
  private final PublishPlanner planner;
  private final GatewayTranslator translator;
  private final Frames frames;
  private final Backends backends;
  private final FindingLedger findings;
  private final Map<String, Form> forms = new HashMap<>();
  private final List<CompiledObject> changes = new ArrayList<>();

  /** A publish where it goes. */
  private record Placed(Frames.Place place, PublishIr ir) {}

  private record Form(Placed placed, List<EncodedResource> resources, List<String> backends) {}

  Publishes(
      PublishPlanner planner,
      GatewayTranslator translator,
      Frames frames,
      Backends backends,
      FindingLedger findings) {
    this.planner = planner;
    this.translator = translator;
    this.frames = frames;
    this.backends = backends;
    this.findings = findings;
  }

  void compile(String id, DomainModel model) {
    Optional<Placed> next = plan(id, model);
    Form before = forms.get(id);
    if (before == null ? next.isEmpty() : next.filter(before.placed()::equals).isPresent()) {
      return;
    }
    Form after = next.map(placed -> encode(id, placed, before)).orElse(null);
    if (after == null) {
      forms.remove(id);
      findings.replace(object(id) + " encoded", List.of());
    } else {
      forms.put(id, after);
      after.backends().forEach(backend -> backends.use(backend, after.placed().place().site()));
    }
    if (before != null) {
      Site site = before.placed().place().site();
      before.backends().forEach(backend -> backends.release(backend, site));
      if (after == null || !site.cluster().equals(after.placed().place().site().cluster())) {
        changes.add(CompiledObject.gone(site.cluster(), object(id)));
      }
    }
    if (after != null) {
      changes.add(served(id, after));
    }
  }

  private Optional<Placed> plan(String id, DomainModel model) {
    Optional<Publish> publish = model.find(Publish.class, id);
    Optional<Planned<PublishIr>> planned = publish.map(planner::plan);
    findings.replace(object(id), planned.map(Planned::findings).orElse(List.of()));
    return planned
        .flatMap(Planned::ir)
        .flatMap(ir -> publish.flatMap(frames::of).map(place -> new Placed(place, ir)));
  }

  private Form encode(String id, Placed placed, @Nullable Form before) {
    Encoder.Encoded encoded =
        Encoder.encode(
            object(id),
            before == null ? List.of() : before.resources(),
            () -> translator.publish(placed.place().frame(), placed.ir()));
    findings.replace(object(id) + " encoded", encoded.findings());
    // Who stays as it was still leads where it led.
    List<String> targets =
        before != null && !encoded.findings().isEmpty()
            ? before.backends()
            : GatewayPlanner.backends(placed.ir());
    return new Form(placed, encoded.resources(), targets);
  }

  private static CompiledObject served(String id, Form form) {
    Site site = form.placed().place().site();
    return CompiledObject.of(
        site.cluster(),
        object(id),
        Set.of(site.gateway()),
        form.resources(),
        Backends.objects(form.backends()),
        form.placed().ir());
  }

  /** The object that a publish is. */
  static String object(String id) {
    return "product_publishes/" + id;
  }

  /** What is different since the last time. */
  List<CompiledObject> changes() {
    List<CompiledObject> all = List.copyOf(changes);
    changes.clear();
    return all;
  }
}
