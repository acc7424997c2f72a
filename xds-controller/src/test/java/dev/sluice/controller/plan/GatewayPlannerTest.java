package dev.sluice.controller.plan;

import dev.sluice.controller.domain.Cluster;
import dev.sluice.controller.domain.DomainEntity;
import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.testkit.GoldenFiles;
import dev.sluice.controller.testkit.RecordYaml;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class GatewayPlannerTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private final GatewayPlanner planner = new GatewayPlanner("example.com");

  @TestFactory
  Stream<DynamicTest> plan_goldenCases() {
    return GoldenFiles.cases(
        "plan", "in.yaml", "ir.yaml", in -> RecordYaml.write(plan(RecordYaml.readEntities(in))));
  }

  private ClusterPlan plan(List<DomainEntity> entities) {
    DomainModel model = new DomainModel();
    model.apply(new DomainChange.FullSnapshot(entities));
    return planner.plan(model, model.all(Cluster.class).findFirst().orElseThrow(), NOW);
  }
}
