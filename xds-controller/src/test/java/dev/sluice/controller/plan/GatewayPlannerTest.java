package dev.sluice.controller.plan;

import dev.sluice.controller.domain.model.DomainChange;
import dev.sluice.controller.domain.model.DomainModel;
import dev.sluice.controller.domain.model.DomainSnapshot;
import dev.sluice.controller.testkit.GoldenFiles;
import dev.sluice.controller.testkit.RecordYaml;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class GatewayPlannerTest {
  private final GatewayPlanner planner = new GatewayPlanner("example.com");

  @TestFactory
  Stream<DynamicTest> plan_goldenCases() {
    return GoldenFiles.cases(
        "plan",
        "in.yaml",
        "ir.yaml",
        in -> RecordYaml.write(plan(RecordYaml.read(in, DomainSnapshot.class))));
  }

  private ClusterPlan plan(DomainSnapshot snapshot) {
    DomainModel model = new DomainModel();
    model.apply(new DomainChange.FullSnapshot(snapshot));
    return planner.plan(model, snapshot.clusters().getFirst());
  }
}
