package dev.sluice.controller.server;

import dev.sluice.common.ops.Readiness;
import dev.sluice.controller.domain.DomainSnapshot;
import dev.sluice.controller.ir.GatewayIr;
import dev.sluice.controller.plan.GatewayPlanner;
import dev.sluice.controller.plan.PlanFinding;
import dev.sluice.controller.plan.PlanResult;
import dev.sluice.controller.resources.Distributor;
import dev.sluice.controller.resources.ServedGateway;
import dev.sluice.controller.resources.UpdateLoop;
import dev.sluice.controller.store.ChangeBatch;
import dev.sluice.controller.store.SnapshotRepository;
import dev.sluice.controller.xds.GatewayTranslator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a change from the rows to the store of resources: read, plan, translate, hand over in one
 * piece. Called from one thread; whatever fails leaves what is served as it was.
 */
final class Compiler implements Consumer<ChangeBatch> {
  private static final Logger log = LoggerFactory.getLogger(Compiler.class);
  private final SnapshotRepository snapshots;
  private final GatewayPlanner planner = new GatewayPlanner();
  private final GatewayTranslator translator;
  private final UpdateLoop loop;
  private final Distributor distributor;
  private final StateFile state;
  private final Readiness.Part part;
  private final Timer timer;
  private final Map<String, GatewayEncoder> encoders = new HashMap<>();
  private Set<PlanFinding> known = Set.of();

  Compiler(
      SnapshotRepository snapshots,
      GatewayTranslator translator,
      UpdateLoop loop,
      Distributor distributor,
      StateFile state,
      Readiness.Part part,
      MeterRegistry metrics) {
    this.snapshots = snapshots;
    this.translator = translator;
    this.loop = loop;
    this.distributor = distributor;
    this.state = state;
    this.part = part;
    this.timer = metrics.timer("xds_compile_seconds");
  }

  @Override
  public void accept(ChangeBatch batch) {
    timer.record((Runnable) this::compile);
  }

  private void compile() {
    List<DomainSnapshot> all = snapshots.read();
    List<String> clusters = all.stream().map(snapshot -> snapshot.cluster().name()).toList();
    List<ServedGateway> served = new ArrayList<>();
    List<PlanFinding> findings = new ArrayList<>();
    all.forEach(snapshot -> compile(snapshot, served, findings));
    loop.execute(() -> distributor.serve(clusters, served));
    tell(findings);
    state.save(new StateFile.State(Instant.now(), served));
    part.ready("as read from the database");
  }

  private void compile(
      DomainSnapshot snapshot, List<ServedGateway> served, List<PlanFinding> findings) {
    PlanResult plan = planner.plan(snapshot);
    for (GatewayIr gateway : plan.gateways()) {
      GatewayEncoder encoder =
          encoders.computeIfAbsent(
              gateway.cluster() + "/" + gateway.gateway(), key -> new GatewayEncoder(translator));
      served.add(new ServedGateway(gateway.cluster(), gateway.gateway(), encoder.encode(gateway)));
    }
    findings.addAll(plan.findings());
  }

  /** Each finding once, when it comes up. */
  private void tell(List<PlanFinding> findings) {
    for (PlanFinding finding : findings) {
      if (!known.contains(finding)) {
        log.warn("{} {}: {}", finding.object(), finding.field(), finding.reason());
      }
    }
    known = new HashSet<>(findings);
  }
}
